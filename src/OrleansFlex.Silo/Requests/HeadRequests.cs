namespace OrleansFlex.Silo.Requests;

/// <summary>HEAD wherever GET is: the request runs as a GET, and the server keeps the body back.</summary>
internal static class HeadRequests
{
    private static readonly object Key = new();

    /// <summary>Goes before routing.</summary>
    public static IApplicationBuilder UseHeadAsGet(this IApplicationBuilder app) => app.Use(static (context, next) =>
    {
        if (HttpMethods.IsHead(context.Request.Method))
        {
            context.Request.Method = HttpMethods.Get;
            context.Items[Key] = Key;
        }

        return next(context);
    });

    /// <summary>Whether the caller wants the headers alone: for answers that would not end by themselves.</summary>
    public static bool IsHead(this HttpContext context) => context.Items.ContainsKey(Key);
}
