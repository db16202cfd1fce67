namespace OrleansFlex.Silo.Options;

/// <summary>How log lines look.</summary>
public enum LogFormat
{
    /// <summary>Short lines on a terminal, JSON elsewhere.</summary>
    Auto,

    /// <summary>One JSON object per line.</summary>
    Json,

    /// <summary>Short lines for people.</summary>
    Simple,
}
