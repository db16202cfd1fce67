using ChargingOptions = OrleansFlex.Domain.Charging.ChargingOptions;
using Microsoft.AspNetCore.Http.HttpResults;
using OrleansFlex.Silo.Clients;
using OrleansFlex.Silo.Clock;
using OrleansFlex.Silo.Events;
using OrleansFlex.Silo.Paging;
using OrleansFlex.Silo.Problems;
using OrleansFlex.Silo.Requests;

namespace OrleansFlex.Silo.Simulations;

/// <summary>Simulations: what charging would have cost over past days, with a price, a fleet or a policy that is to be tried.</summary>
internal static class SimulationEndpoints
{
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(5);

    public static void MapSimulations(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/flex/simulations", Create);
        routes.MapGet("/flex/simulations", List);
        routes.MapGet("/flex/simulations/{simulationId}", Get);
        routes.MapDelete("/flex/simulations/{simulationId}", Delete);
        routes.MapGet("/flex/simulations/{simulationId}/events", Follow);
    }

    private static async Task<Accepted<SimulationBody>> Create(HttpContext context, ChargingOptions defaults, SimulationSources sources, SimulationJobs jobs)
    {
        var client = context.GetClient();
        var request = SimulationRequest.Read(await JsonBody.ReadAsync(context, RequestLimits.SimulationBody), defaults);
        var (frame, simulation) = await sources.Prepare(client, request, context.RequestAborted);
        return jobs.Add(client, frame, simulation, out var job) switch
        {
            SimulationJobs.Admission.TooManyOfClient => throw new ProblemException(
                ProblemType.TooManyRequests, $"There are {SimulationJobs.MaxUnfinishedPerClient} simulations that are not over yet.", retryAfter: Later),
            SimulationJobs.Admission.TooMany => throw Problem.Unavailable("Too many simulations wait on this server.", Later),
            _ => TypedResults.Accepted($"/flex/simulations/{job!.Id}", SimulationBody.Of(job)),
        };
    }

    private static Page<SimulationBody> List(HttpContext context, SimulationJobs jobs)
    {
        var query = QueryFields.Of(context);
        var page = query.Page();
        query.ThrowIfInvalid();
        return NewestFirst.Page(jobs.Of(context.GetClient()), page, static job => new Cursor(job.Number, job.Id.ToString("D")), SimulationBody.Of);
    }

    private static SimulationBody Get(HttpContext context, SimulationJobs jobs) => SimulationBody.Of(Find(context, jobs));

    private static NoContent Delete(HttpContext context, SimulationJobs jobs)
    {
        jobs.Delete(Find(context, jobs));
        return TypedResults.NoContent();
    }

    private static async Task Follow(
        HttpContext context, SimulationJobs jobs, LiveViews views, ClientDirectory clients, RealTime real, IHostApplicationLifetime lifetime)
    {
        var client = context.GetClient();
        var job = Find(context, jobs);
        if (!views.TryEnter(client))
            throw LiveViews.TooMany();
        try
        {
            LiveLine.Begin(context.Response);
            if (context.IsHead())
                return;
            var stream = new SimulationStream(job, context.Response.BodyWriter, real);
            await stream.Line.RunAsync(
                context, over => stream.RunAsync(() => context.IsStillAllowedAsync(clients, real), over), lifetime.ApplicationStopping);
        }
        finally
        {
            views.Leave(client);
        }
    }

    private static SimulationJob Find(HttpContext context, SimulationJobs jobs) =>
        jobs.TryFind(context.GetClient(), context.RouteGuid("simulationId"), out var job) ? job : throw Problem.NotFound("There is no such simulation.");
}
