namespace OrleansFlex.Contracts.Commands;

/// <summary>What a gateway makes of a command. Whether the device obeys is told by telemetry, later.</summary>
public enum GatewayVerdict : byte
{
    /// <summary>The gateway has it and will pass it on.</summary>
    Accepted,

    /// <summary>It cannot be carried out; sending it again would not help.</summary>
    Refused,

    /// <summary>The gateway did not take it; it may be sent again.</summary>
    Unreachable,
}

/// <summary>A gateway's answer to a command.</summary>
/// <param name="Verdict">What became of the command.</param>
/// <param name="Detail">Why it was refused, in a sentence.</param>
[GenerateSerializer, Immutable, Alias("gateway-answer")]
public sealed record GatewayAnswer([property: Id(0)] GatewayVerdict Verdict, [property: Id(1)] string? Detail = null)
{
    /// <summary>The usual answer.</summary>
    public static GatewayAnswer Accepted { get; } = new(GatewayVerdict.Accepted);

    /// <summary>The gateway did not answer.</summary>
    public static GatewayAnswer Unreachable { get; } = new(GatewayVerdict.Unreachable);
}
