namespace OrleansFlex.Domain.Flexibility;

/// <summary>Health indicators of a zone or a segment; trading systems use them as circuit breakers.</summary>
/// <param name="IsForecastStable">Revisions of the near forecast moved little.</param>
/// <param name="IsSolvent">The members that are reachable can carry what is planned.</param>
/// <param name="IsControlNominal">Control actions are confirmed as usual.</param>
public sealed record FlexStatus(bool IsForecastStable, bool IsSolvent, bool IsControlNominal)
{
    /// <summary>Whether clamping the planned load to what the reachable members can do changes it by little enough.</summary>
    public static bool Solvent(ShapeAggregate aggregate, FlexStatusOptions options)
    {
        double changed = 0, planned = 0;
        for (var i = 0; i < Math.Min(options.SolventChunks, aggregate.ChunkCount); i++)
        {
            var load = aggregate.Expected[i];
            var lowest = aggregate.ReachableMinimum[i];
            var highest = Math.Max(lowest, aggregate.ReachableMaximum[i]);
            changed += Math.Abs((double)(Math.Clamp(load, lowest, highest) - load));
            planned += Math.Abs((double)load);
        }
        return changed <= options.SolventShortfall * planned;
    }
}
