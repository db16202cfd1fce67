namespace OrleansFlex.Domain.Sessions;

/// <summary>The money of a session while it lasts, packed: what its energy cost, and the rates of charging at once.</summary>
public sealed record SessionMoney
{
    private const decimal KwhPerMilliWh = 0.000001m;

    /// <summary>ISO 4217 code.</summary>
    public string Currency { get; init; } = "";

    /// <summary>Costs, one for each pair of <see cref="PlugSession.Energy"/>.</summary>
    public decimal[] Costs { get; init; } = [];

    /// <summary>When the rates of charging at once begin, the first one at plug-in; the last one goes on.</summary>
    public long[] StartsMs { get; init; } = [];

    /// <summary>Price per kWh at full power, one for each start; neighbours differ.</summary>
    public decimal[] Rates { get; init; } = [];

    /// <summary>Up to when charging at once could take, Unix milliseconds; later rates do not matter.</summary>
    public long UntilMs { get; init; }

    /// <summary>Full power at the wall, kW; 0 where it is unknown.</summary>
    public double MaxKw { get; init; }

    /// <summary>The cost of energy at a rate, exactly.</summary>
    /// <param name="rate">Price per kWh.</param>
    /// <param name="milliWh">Energy, milliwatt-hours.</param>
    public static decimal Cost(decimal rate, long milliWh) => rate * milliWh * KwhPerMilliWh;

    /// <summary>The value of the energy bought so far.</summary>
    /// <param name="pluggedInAtMs">When the session began.</param>
    /// <param name="milliWh">Its energy, milliwatt-hours.</param>
    public SessionValuation Value(long pluggedInAtMs, long milliWh) => new(Currency, Costs.Sum(), AtOnce(pluggedInAtMs, milliWh));

    /// <summary>
    /// What energy costs that flows from plug-in on at full power, which does not fall towards a full battery. Where the power is unknown,
    /// all of it has the price of the plug-in.
    /// </summary>
    private decimal AtOnce(long pluggedInAtMs, long milliWh)
    {
        var (cost, given) = (0m, 0L);
        for (var i = 0; i < StartsMs.Length && given < milliWh; i++)
        {
            // Shares by cumulative rounding, so that the parts add up to the whole.
            var upTo = i + 1 < StartsMs.Length && MaxKw > 0 ? Math.Min(milliWh, (long)Math.Round(MaxKw * (StartsMs[i + 1] - pluggedInAtMs) / 3.6)) : milliWh;
            if (upTo <= given)
                continue;
            cost += Cost(Rates[i], upTo - given);
            given = upTo;
        }

        return cost;
    }
}
