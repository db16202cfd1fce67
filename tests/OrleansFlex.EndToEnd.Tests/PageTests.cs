using Microsoft.Playwright;

namespace OrleansFlex.EndToEnd.Tests;

[Trait("Category", "Slow")]
public sealed class PageTests
{
    private const string Browser = "/usr/bin/chromium";

    [Fact]
    public async Task The_page_of_the_API_lists_its_operations_in_a_browser()
    {
        if (!File.Exists(Browser))
            Assert.Skip($"There is no {Browser}: install Debian's package chromium to run this test.");
        using var data = new TemporaryFolder();
        await using var silo = await RestartableSilo.StartAsync(data.Path);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Browser,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        // The page draws only what is in view, so the view is as high as all of it.
        var page = await browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 1200, Height = 20_000 } });
        var failures = new List<string>();
        page.PageError += (_, error) => failures.Add(error);
        page.RequestFailed += (_, request) => failures.Add(request.Url);

        await page.GotoAsync(new Uri(silo.Address, "/docs").ToString());
        await page.WaitForSelectorAsync(".opblock");

        (await page.TitleAsync()).ShouldBe("OrleansFlex");
        (await page.Locator(".opblock").CountAsync()).ShouldBeGreaterThan(40);
        (await page.Locator(".opblock-summary-path", new() { HasText = "/flex/shape/{zoneId}" }).CountAsync()).ShouldBeGreaterThan(0);
        await page.Locator(".opblock-summary-control").First.ClickAsync();
        await page.WaitForSelectorAsync(".opblock.is-open .opblock-body");
        failures.ShouldBeEmpty();
    }
}
