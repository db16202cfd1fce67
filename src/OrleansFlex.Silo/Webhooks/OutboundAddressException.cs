namespace OrleansFlex.Silo.Webhooks;

/// <summary>A request was not sent because its address is none that requests may go to.</summary>
public sealed class OutboundAddressException(string message) : HttpRequestException(message);
