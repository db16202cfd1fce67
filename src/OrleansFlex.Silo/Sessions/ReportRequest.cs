using NodaTime;
using OrleansFlex.Contracts.Wire;
using OrleansFlex.Domain.Sessions;
using OrleansFlex.Silo.Requests;

namespace OrleansFlex.Silo.Sessions;

/// <summary>What a charging report is asked for. Dates count as they are written; times and offsets do not matter.</summary>
internal sealed record ReportRequest(LocalDate Start, LocalDate End, ReportResolution Resolution)
{
    public static ReportRequest Read(QueryFields fields)
    {
        var (start, end) = (fields.WrittenDate("startDate"), fields.WrittenDate("endDate"));
        var isMonthly = fields.OptionalOneOf("resolution", "DAY", "MONTH") == "MONTH";
        if (start is { } first && end is { } last && ReportRange.Fault(first, last) is { } fault)
            fields.Fail("endDate", fault);
        return new ReportRequest(start ?? default, end ?? default, isMonthly ? ReportResolution.Month : ReportResolution.Day);
    }

    /// <summary>The days in a time zone.</summary>
    public ReportRange In(string timezoneName) => new(Start, End, DateTimeZoneProviders.Tzdb[timezoneName]);

    /// <summary>The report over sessions.</summary>
    public IReadOnlyList<ChargingReportBody> Report(IEnumerable<SessionLedger> sessions, ReportRange range) =>
        [.. ChargingReport.OfSessions(sessions, range, Resolution).Select(ChargingReportBody.Of)];
}
