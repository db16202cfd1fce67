namespace OrleansFlex.Domain.Flexibility;

/// <summary>What a partition remembers of a member beside its four series.</summary>
internal struct PartitionMember
{
    public const int None = -1;

    public string Key;
    public long Version;

    /// <summary>The partition's first chunk when the series were last brought up to date; see <see cref="ShapePartition"/>.</summary>
    public long AlignedTo;

    /// <summary>The chunk after the last one that the member told about.</summary>
    public long EndChunk;
    public int Household;
    public int Slot;

    /// <summary>The neighbours in the household's list of members.</summary>
    public int Next;
    public int Previous;
    public bool IsWide;
    public bool IsReachable;
}
