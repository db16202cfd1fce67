using NodaTime.Text;
using OrleansFlex.Contracts.Wire;
using OrleansFlex.Domain.Simulations;

namespace OrleansFlex.Silo.Simulations;

/// <summary>A simulation on the wire.</summary>
public sealed record SimulationBody(
    Guid Id,
    string State,
    double Progress,
    string From,
    string To,
    string TimezoneName,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt,
    string? Error,
    SimulationResultBody? Result)
{
    internal static SimulationBody Of(SimulationJob job)
    {
        var (view, frame) = (job.View, job.Frame);
        return new(
            job.Id, StateOf(view.State), Math.Round(view.Progress, 4), LocalDatePattern.Iso.Format(frame.From), LocalDatePattern.Iso.Format(frame.To), frame.TimezoneName,
            view.CreatedAt, view.StartedAt, view.EndedAt, view.Error, view.Result is { } result ? SimulationResultBody.Of(result, frame.Currency) : null);
    }

    internal static string StateOf(SimulationState state) => state switch
    {
        SimulationState.Queued => "QUEUED",
        SimulationState.Running => "RUNNING",
        SimulationState.Done => "DONE",
        SimulationState.Failed => "FAILED",
        _ => "CANCELLED",
    };
}

/// <summary>What a simulation found, on the wire.</summary>
public sealed record SimulationResultBody(
    string Currency,
    long Sessions,
    long NotReached,
    decimal EnergyKwh,
    decimal EnergyKwhImmediate,
    decimal Cost,
    decimal CostImmediate,
    decimal Saving,
    decimal? SavingPercent,
    long Starts,
    long StartsImmediate,
    IReadOnlyList<SimulationQuarterBody> Shape,
    IReadOnlyList<SimulationMonthBody> PerMonth)
{
    internal static SimulationResultBody Of(SimulationResult result, string currency)
    {
        var all = result.Totals;
        return new(
            currency, all.Stays, all.NotReached, Wire.Plain(all.Planned.EnergyKwh), Wire.Plain(all.Immediate.EnergyKwh), Wire.Plain(all.Planned.Cost),
            Wire.Plain(all.Immediate.Cost), Wire.Plain(all.Saving), Plain(all.SavingPercent), all.Planned.Starts, all.Immediate.Starts,
            [.. result.PlannedKw.Select((kw, quarter) => SimulationQuarterBody.Of(quarter, kw, result.ImmediateKw[quarter]))],
            [.. result.Months.Select(month => SimulationMonthBody.Of(month.Month, month.Totals))]);
    }

    internal static decimal? Plain(decimal? value) => value is { } number ? Wire.Plain(number) : null;
}

/// <summary>Mean load in a quarter of the local day, kW.</summary>
public sealed record SimulationQuarterBody(string At, decimal Planned, decimal Immediate)
{
    internal static SimulationQuarterBody Of(int quarter, decimal planned, decimal immediate) =>
        new($"{quarter / 4:00}:{quarter % 4 * 15:00}", Wire.Plain(planned), Wire.Plain(immediate));
}

/// <summary>The sums of the stays that began in a local month.</summary>
public sealed record SimulationMonthBody(
    string Month,
    long Sessions,
    long NotReached,
    decimal EnergyKwh,
    decimal EnergyKwhImmediate,
    decimal Cost,
    decimal CostImmediate,
    decimal Saving,
    decimal? SavingPercent,
    long Starts,
    long StartsImmediate)
{
    internal static SimulationMonthBody Of(NodaTime.YearMonth month, SimulationTotals all) => new(
        YearMonthPattern.Iso.Format(month), all.Stays, all.NotReached, Wire.Plain(all.Planned.EnergyKwh), Wire.Plain(all.Immediate.EnergyKwh),
        Wire.Plain(all.Planned.Cost), Wire.Plain(all.Immediate.Cost), Wire.Plain(all.Saving), SimulationResultBody.Plain(all.SavingPercent),
        all.Planned.Starts, all.Immediate.Starts);
}
