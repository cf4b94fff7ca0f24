namespace ChainForge.App.Dashboard;

/// <summary>What went wrong inside is for the log: whoever provoked it learns no stack, no path and no setting.</summary>
internal static class WordlessErrors
{
    public static void UseWordlessErrors(this WebApplication app) =>
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            AllowStatusCode404Response = true,
            ExceptionHandler = context =>
            {
                context.Response.ContentType = "text/plain; charset=utf-8";
                return context.Response.WriteAsync("Something went wrong inside; the service's log says what.\n", context.RequestAborted);
            },
        });
}
