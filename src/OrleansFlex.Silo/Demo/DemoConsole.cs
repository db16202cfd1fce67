using Spectre.Console;

namespace OrleansFlex.Silo.Demo;

/// <summary>Where the demonstration prints: a terminal with all that it can show, plain text where the output goes to a file.</summary>
internal static class DemoConsole
{
    public static IAnsiConsole Create(bool isTerminal) => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
        ColorSystem = isTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
    });
}
