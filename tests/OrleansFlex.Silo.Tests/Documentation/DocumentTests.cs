using System.Text.Json;
using System.Text.Json.Nodes;
using OrleansFlex.Silo.Options;
using OrleansFlex.Silo.Tests.Hosting;

namespace OrleansFlex.Silo.Tests.Documentation;

/// <summary>The OpenAPI document is kept in the repository, so that a change of the API shows. <c>REWRITE_OPENAPI=1</c> writes it anew.</summary>
public sealed class DocumentTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task The_document_is_the_one_that_is_kept()
    {
        await using var silo = await RunningSilo.StartAsync(new SiloOptions { Sandbox = new SandboxOptions { Enabled = true } });
        var document = JsonNode.Parse(await silo.Http.GetStringAsync("/openapi/v1.json"))!.ToJsonString(Indented).ReplaceLineEndings("\n") + "\n";
        var path = Kept();
        if (Environment.GetEnvironmentVariable("REWRITE_OPENAPI") == "1")
            await File.WriteAllTextAsync(path, document, TestContext.Current.CancellationToken);

        var kept = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        if (kept != document)
            Assert.Fail($"The document has changed: {FirstDifference(kept, document)} Run this test with REWRITE_OPENAPI=1 if that is meant.");
    }

    private static string FirstDifference(string kept, string found)
    {
        var (before, after) = (kept.Split('\n'), found.Split('\n'));
        var line = Enumerable.Range(0, Math.Min(before.Length, after.Length)).FirstOrDefault(i => before[i] != after[i], Math.Min(before.Length, after.Length) - 1);
        return $"line {line + 1} was '{before[line].Trim()}' and is '{after[line].Trim()}'.";
    }

    private static string Kept()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "OrleansFlex.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        return Path.Combine(folder, "src", "OrleansFlex.Silo", "Documentation", "openapi.json");
    }
}
