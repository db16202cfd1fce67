using OrleansFlex.Silo.Problems;

namespace OrleansFlex.Silo.Versioning;

/// <summary>
/// The Flex API's dated version. Every response names it in <c>Enode-Version</c>; a caller that asks for another one is refused, since
/// it would misread what it gets.
/// </summary>
public static class ApiVersion
{
    /// <summary>Header that asks for and tells the version.</summary>
    public const string Header = "Enode-Version";

    /// <summary>The one version that is spoken.</summary>
    public const string Current = "2024-10-01";

    /// <summary>Adds the header and the check.</summary>
    public static IApplicationBuilder UseApiVersion(this IApplicationBuilder app) => app.Use(static (context, next) =>
    {
        context.Response.OnStarting(static state =>
        {
            ((HttpResponse)state).Headers[Header] = Current;
            return Task.CompletedTask;
        }, context.Response);
        var asked = context.Request.Headers[Header];
        return asked.Count == 0 || (asked.Count == 1 && asked[0] == Current)
            ? next(context)
            : throw Problem.BadRequest($"This server speaks version {Current} of the API only.", new Issue(Header, $"must be {Current}"));
    });
}
