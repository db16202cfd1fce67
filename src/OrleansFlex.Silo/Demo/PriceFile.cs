using NodaTime;
using OrleansFlex.Domain.Pricing;

namespace OrleansFlex.Silo.Demo;

/// <summary>A price file that has been read.</summary>
/// <param name="Name">Its name without the folder.</param>
/// <param name="Table">Its prices.</param>
internal sealed record PriceFile(string Name, PriceTable Table)
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="FormatException">Something is wrong; the message names the line.</exception>
    public static PriceFile Read(string path, DateTimeZone zone)
    {
        using var reader = File.OpenText(path);
        return new PriceFile(Path.GetFileName(path), PriceTable.Parse(reader, zone));
    }
}
