using System.Collections.Immutable;

namespace OrleansFlex.Domain.Simulations;

/// <summary>Charging sessions as they were, or might be.</summary>
internal sealed class SessionFleet(ImmutableArray<SimulatedSession> sessions) : ISimulatedFleet
{
    // In order of time, so that neighbours share the prices around them.
    private readonly ImmutableArray<SimulatedSession> _sessions = sessions.Sort(static (a, b) => a.ArriveMs.CompareTo(b.ArriveMs));

    public int Places => _sessions.Length;

    public bool TryGet(int place, out SimulatedStay stay)
    {
        var session = _sessions[place];
        stay = new SimulatedStay(session.ArriveMs, session.DepartMs, StayNeeds.OfEnergy(session.EnergyKwh, session.MaxPowerKw), 1);
        return true;
    }
}

/// <summary>A charging session to simulate.</summary>
/// <param name="ArriveMs">When the car is plugged in, Unix milliseconds.</param>
/// <param name="DepartMs">When it leaves.</param>
/// <param name="EnergyKwh">Energy to buy.</param>
/// <param name="MaxPowerKw">Power at the wall.</param>
public readonly record struct SimulatedSession(long ArriveMs, long DepartMs, double EnergyKwh, double MaxPowerKw);
