using Microsoft.Playwright;

namespace OrleansFlex.EndToEnd.Tests;

[Trait("Category", "Slow")]
public sealed class LinkPageTests
{
    // Another build of the same browser can be named where the package is not installed.
    private static readonly string Browser = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium";

    [Fact]
    public async Task A_user_links_devices_in_a_browser_by_keyboard()
    {
        if (!File.Exists(Browser))
            Assert.Skip($"There is no {Browser}: install Debian's package chromium to run this test.");
        using var data = new TemporaryFolder();
        await File.WriteAllTextAsync(Path.Combine(data.Path, "silo.json"), """{"Sandbox":{"Enabled":true}}""", TestContext.Current.CancellationToken);
        await using var silo = await RestartableSilo.StartAsync(data.Path);
        using var http = await silo.SignInAsync();
        var back = new Uri(silo.Address, "/?from=link").ToString();
        var invited = await http.SendAsync("POST", "/users/anna/link",
            $$"""{"scopes":["vehicle:read:data","vehicle:control:charging","hvac:read:data"],"language":"browser","redirectUri":"{{back}}"}""");
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Browser,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        var page = await browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 800, Height = 700 } });
        var faults = new List<string>();
        page.Console += (_, message) => faults.Add(message.Text);
        page.PageError += (_, error) => faults.Add(error);

        await page.GotoAsync(invited.GetProperty("linkUrl").GetString()!);
        (await page.TitleAsync()).ShouldBe("Link your devices");
        (await page.Locator("input[type=checkbox]").CountAsync()).ShouldBe(2);
        // The style is there although the policy allows none but this one.
        (await page.Locator("main").EvaluateAsync<string>("e => getComputedStyle(e).borderRadius")).ShouldBe("16px");
        if (Environment.GetEnvironmentVariable("LINK_PAGE_SCREENSHOT") is { Length: > 0 } picture)
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = picture });
        await page.GetByLabel("Electric car").FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Space");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(url => url.StartsWith(back, StringComparison.Ordinal), new PageWaitForURLOptions { WaitUntil = WaitUntilState.Commit });
        faults.ShouldBeEmpty();

        page.Url.ShouldBe($"{back}&linkResult=success&linkedDevices=2");
        (await http.SendAsync("GET", "/users/anna/vehicles")).GetProperty("data").GetArrayLength().ShouldBe(1);
        (await http.SendAsync("GET", "/users/anna/hvacs")).GetProperty("data").GetArrayLength().ShouldBe(1);
        await page.GotoAsync(invited.GetProperty("linkUrl").GetString()!);
        (await page.TitleAsync()).ShouldBe("This link has been used");
    }
}
