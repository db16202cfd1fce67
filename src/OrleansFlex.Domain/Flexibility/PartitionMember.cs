namespace OrleansFlex.Domain.Flexibility;

/// <summary>What a partition remembers of a member beside its four series. Chunks fit 32 bits for thousands of years.</summary>
internal struct PartitionMember(Guid key) : IKeyed
{
    public const int None = -1;

    public Guid Key { get; } = key;

    public long Version;

    /// <summary>The partition's first chunk when the series were last brought up to date; see <see cref="ShapePartition"/>.</summary>
    public int AlignedTo;

    /// <summary>The chunk after the last one that the member told about.</summary>
    public int EndChunk;
    public int Household;
    public int Slot = None;

    /// <summary>The neighbours in the household's list of members.</summary>
    public int Next = None;
    public int Previous = None;
    public bool IsWide;
    public bool IsReachable;
}
