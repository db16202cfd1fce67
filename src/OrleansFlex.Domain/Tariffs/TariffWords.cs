namespace OrleansFlex.Domain.Tariffs;

/// <summary>The words of directions and units in the Flex API.</summary>
public static class TariffWords
{
    /// <summary>Directions by word.</summary>
    public static IReadOnlyDictionary<string, TariffDirection> Directions { get; } =
        new Dictionary<string, TariffDirection>(StringComparer.Ordinal) { ["import"] = TariffDirection.Import, ["export"] = TariffDirection.Export };

    /// <summary>Units by word.</summary>
    public static IReadOnlyDictionary<string, TariffUnit> Units { get; } =
        new Dictionary<string, TariffUnit>(StringComparer.Ordinal) { ["kWh"] = TariffUnit.PerKwh, ["scalar"] = TariffUnit.Scalar };

    /// <summary>The word of a direction.</summary>
    public static string Of(TariffDirection direction) => direction == TariffDirection.Import ? "import" : "export";

    /// <summary>The word of a unit.</summary>
    public static string Of(TariffUnit unit) => unit == TariffUnit.PerKwh ? "kWh" : "scalar";
}
