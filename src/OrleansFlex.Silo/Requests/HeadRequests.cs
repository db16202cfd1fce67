namespace OrleansFlex.Silo.Requests;

/// <summary>HEAD wherever GET is: the request runs as a GET, and the server keeps the body back.</summary>
internal static class HeadRequests
{
    /// <summary>Goes before routing.</summary>
    public static IApplicationBuilder UseHeadAsGet(this IApplicationBuilder app) => app.Use(static (context, next) =>
    {
        if (HttpMethods.IsHead(context.Request.Method))
            context.Request.Method = HttpMethods.Get;
        return next(context);
    });
}
