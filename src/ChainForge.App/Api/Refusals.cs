using ChainForge.Providers;
using ChainForge.Runs;

namespace ChainForge.App.Api;

/// <summary>What did not work, as a status and one sentence (RFC 9457); what is not expected here is a bug and goes on.</summary>
internal sealed class Refusals : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (RunNotFoundException e)
        {
            return Of(StatusCodes.Status404NotFound, e);
        }
        catch (JobOwnedException e)
        {
            return Of(StatusCodes.Status422UnprocessableEntity, e);
        }
        catch (IllegalTransitionException e)
        {
            return Of(StatusCodes.Status409Conflict, e);
        }
        catch (ProviderException e)
        {
            return Of(e.Failure.Kind == ProviderFailureKind.NotFound ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status502BadGateway, e);
        }
        catch (LedgerException)
        {
            // Its own words name files.
            return Results.Problem("The ledger does not answer; nothing was changed. The service's log says why.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
        catch (BadHttpRequestException e)
        {
            return Of(e.StatusCode, e);
        }
    }

    private static IResult Of(int status, Exception e) => Results.Problem(e.Message, statusCode: status);
}
