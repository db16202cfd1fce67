using System.Text;

namespace OrleansFlex.Storage.Tests;

/// <summary>Events and sessions for tests, told apart by a number.</summary>
internal static class RowFactory
{
    public const long Hour = 3_600_000;

    public static AppendedRows Events(params IReadOnlyList<EventRow> events) => new(events, []);

    public static AppendedRows Sessions(params IReadOnlyList<SessionRow> sessions) => new([], sessions);

    public static EventRow Event(string client, int number, long createdAtMs = 1_000) =>
        new(client, Id(number), "flex:session:updated", $"policy-{number % 3}", number % 2 == 0 ? null : $"user-{number}", createdAtMs, Encoding.UTF8.GetBytes($$"""{"n":{{number}}}"""));

    public static SessionRow Session(string client, int number, long pluggedInMs, long lengthMs = Hour) => new(
        client, Id(number), Id(7), "user", pluggedInMs, pluggedInMs + lengthMs, Encoding.UTF8.GetBytes($$"""{"n":{{number}}}"""));

    /// <summary>Ids whose order is not that of the numbers, and which differ in their first and in their last digits.</summary>
    public static Guid Id(int number) => new((uint)number * 2_654_435_761u, (ushort)number, (ushort)(number >> 8), 0x80, 1, 2, 3, 4, 5, 6, (byte)number);

    /// <summary>Compares records by value: JSON as text, which memory does not do.</summary>
    public static string Text(EventRow row) =>
        $"{row.Client} {row.Id} {row.Name} {row.Entity} {row.UserId} {row.CreatedAtMs} {Encoding.UTF8.GetString(row.Json.Span)}";

    public static string Text(SessionRow row) =>
        $"{row.Client} {row.Id} {row.PolicyId} {row.VehicleId} {row.LocationId} {row.UserId} {row.PluggedInMs} {row.PluggedOutMs} {Encoding.UTF8.GetString(row.Json.Span)}";
}
