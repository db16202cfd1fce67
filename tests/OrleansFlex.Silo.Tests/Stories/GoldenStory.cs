using System.Runtime.CompilerServices;

namespace OrleansFlex.Silo.Tests.Stories;

/// <summary>Stories as they were read and found good. <c>ORLEANSFLEX_REWRITE_GOLDEN=1</c> writes them anew.</summary>
internal static class GoldenStory
{
    public static void Check(string name, string text, [CallerFilePath] string here = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(here)!, "Told", name + ".txt");
        if (Environment.GetEnvironmentVariable("ORLEANSFLEX_REWRITE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
            return;
        }

        text.ShouldBe(File.ReadAllText(path).ReplaceLineEndings("\n"), $"The story in {path} is told differently.");
    }
}
