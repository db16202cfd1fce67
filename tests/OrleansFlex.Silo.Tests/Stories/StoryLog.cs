using System.Globalization;
using System.Text;

namespace OrleansFlex.Silo.Tests.Stories;

/// <summary>Who tells a line. At one instant the people act first, then devices report, then the silo tells, then it commands.</summary>
internal enum Teller
{
    Person,
    Device,
    Silo,
    Command,
    Account,
}

/// <summary>What has happened in a story, line by line in order of time. Safe for concurrent use.</summary>
internal sealed class StoryLog(StoryTime time)
{
    private readonly List<(long AtMs, Teller Teller, string Who, int Number, string Text)> _lines = [];
    private readonly Lock _gate = new();

    public StoryTime Time => time;

    /// <summary>Tells something.</summary>
    /// <param name="atMs">When it happened.</param>
    /// <param name="teller">What kind of line it is.</param>
    /// <param name="who">Whom it concerns, as the line begins; of several at one instant it does not matter who was first.</param>
    /// <param name="text">What happened.</param>
    public void Tell(long atMs, Teller teller, string who, string text)
    {
        lock (_gate)
            _lines.Add((atMs, teller, who, _lines.Count, text));
    }

    /// <summary>The story.</summary>
    /// <param name="title">What it is about.</param>
    /// <param name="ending">Lines without a time at its end.</param>
    public string Text(string title, IEnumerable<string> ending)
    {
        var text = new StringBuilder(title).Append("\n\n");
        var day = "";
        lock (_gate)
        {
            foreach (var (atMs, _, who, _, line) in _lines.OrderBy(line => line.AtMs).ThenBy(line => line.Teller).ThenBy(line => line.Who, StringComparer.Ordinal).ThenBy(line => line.Number))
            {
                var at = time.Of(atMs);
                if (day.Length > 0 && day != at[..3])
                    text.Append('\n');
                day = at[..3];
                text.Append(CultureInfo.InvariantCulture, $"{at.PadRight(time.Width)}{who}{line}\n");
            }
        }

        text.Append('\n');
        foreach (var line in ending)
            text.Append(line).Append('\n');
        return text.ToString();
    }
}
