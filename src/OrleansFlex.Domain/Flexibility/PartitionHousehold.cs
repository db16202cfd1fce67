namespace OrleansFlex.Domain.Flexibility;

/// <summary>What a partition remembers of a household. Without a cell it is unknown yet and its members are parked.</summary>
internal struct PartitionHousehold(Guid site) : IKeyed
{
    public Guid Key { get; } = site;

    public long Version;
    public CellSums? Cell;
    public int AssetCount;
    public int FirstMember = PartitionMember.None;
}
