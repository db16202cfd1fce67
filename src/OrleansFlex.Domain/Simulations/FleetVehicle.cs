using NodaTime;

namespace OrleansFlex.Domain.Simulations;

/// <summary>Cars that come and go every day at the same local times.</summary>
/// <param name="Needs">What each of them is to charge.</param>
/// <param name="ArrivalMinutes">Local time of arrival, minutes after 00:00.</param>
/// <param name="DepartureMinutes">Local time of departure; of the day after where it is not later than the arrival.</param>
public sealed record FleetVehicle(StayNeeds Needs, int ArrivalMinutes, int DepartureMinutes)
{
    /// <summary>How many cars are alike. They are planned once and counted so often.</summary>
    public int Count { get; init; } = 1;

    /// <summary>The weekdays on which they arrive; every day where none is named.</summary>
    public IReadOnlyList<IsoDayOfWeek> Days { get; init; } = [];

    internal bool ArrivesOn(int weekday) => Days.Count == 0 || Days.Contains((IsoDayOfWeek)weekday);
}
