using OrleansFlex.Domain.Schedules;
using OrleansFlex.Domain.Sandbox;

namespace OrleansFlex.Domain.Tests.Sandbox;

internal static class SandboxFixture
{
    public const long HourMs = 3_600_000;
    public const long DayMs = 24 * HourMs;

    public static LocalCalendar Brussels { get; } = LocalCalendar.Of("Europe/Brussels");

    public static LivingArea Area(ulong seed = 1, string name = "BE-1") => new(seed, name, Brussels, 50.8);

    /// <summary>Monday 9 January 2023, 18:00 in Brussels.</summary>
    public static long Evening { get; } =
        new DateTimeOffset(2023, 1, 9, 18, 0, 0, TimeSpan.FromHours(1)).ToUnixTimeMilliseconds();

    public static VehicleSpec Car(VehicleHabits? habits = null, double limit = 100, bool tapers = true, ulong seed = 7) =>
        new(seed, new ChargeCurve(60, 11, 0.9, tapers), 1.4, limit, habits ?? Commuter);

    public static VehicleHabits Commuter { get; } = new(465, 1020, 620, 990, 20, 0.15f, 0.35f, 0.85f, 8);
}
