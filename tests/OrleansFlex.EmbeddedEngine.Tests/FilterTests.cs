using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace OrleansFlex.EmbeddedEngine.Tests;

public sealed class FilterTests
{
    [Fact]
    public async Task Filters_wrap_calls_on_both_sides_in_order()
    {
        await using var grid = await GridFixture.StartAsync(services: s =>
        {
            s.AddSingleton<IOutgoingGrainCallFilter, Outgoing>();
            s.AddSingleton<IIncomingGrainCallFilter, Incoming>();
        });
        (await grid.Grain<ICounterGrain>("a").Add(2)).ShouldBe(1002);
        grid.Journal.Lines.ShouldBe(
            ["out Add counter/a", "in Add counter/a Add", "in done 2", "out done 1002"]);
    }

    [Fact]
    public async Task A_filter_may_refuse_a_call()
    {
        await using var grid = await GridFixture.StartAsync(services: s => s.AddSingleton<IIncomingGrainCallFilter, Refusing>());
        await Should.ThrowAsync<UnauthorizedAccessException>(() => grid.Grain<ICounterGrain>("a").Add(2));
        (await grid.Grain<ICounterGrain>("a").Get()).ShouldBe(0);
    }

    [Fact]
    public async Task What_an_outgoing_filter_puts_into_the_request_context_arrives()
    {
        await using var grid = await GridFixture.StartAsync(services: s => s.AddSingleton<IOutgoingGrainCallFilter, Stamping>());
        (await grid.Grain<IProbeGrain>("a").ReadContext("stamp")).ShouldBe("stamped");
    }

    [Fact]
    public async Task A_grain_class_may_filter_its_own_calls()
    {
        await using var grid = await GridFixture.StartAsync();
        (await grid.Grain<ISelfFilteringGrain>("a").Value()).ShouldBe(43);
    }

    [Fact]
    public async Task A_call_made_inside_a_trace_is_traced_on_arrival()
    {
        var seen = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "orleansflex.engine" or "test",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = a =>
            {
                lock (seen)
                    seen.Add(a);
            },
        };
        ActivitySource.AddActivityListener(listener);
        using var source = new ActivitySource("test");
        await using var grid = await GridFixture.StartAsync();
        using (var outer = source.StartActivity("outer"))
        {
            await grid.Grain<ICounterGrain>("a").Add(1);
            lock (seen)
                seen.ShouldContain(a => a.ParentSpanId == outer!.SpanId && a.OperationName.EndsWith("ICounterGrain/Add"));
        }
    }

    private sealed class Outgoing(Journal journal) : IOutgoingGrainCallFilter
    {
        public async Task Invoke(IOutgoingGrainCallContext context)
        {
            journal.Add($"out {context.MethodName} {context.TargetId}");
            await context.Invoke();
            journal.Add($"out done {context.Result}");
        }
    }

    private sealed class Incoming(Journal journal) : IIncomingGrainCallFilter
    {
        public async Task Invoke(IIncomingGrainCallContext context)
        {
            journal.Add($"in {context.InterfaceMethod.Name} {context.TargetId} {context.ImplementationMethod.Name}");
            await context.Invoke();
            journal.Add($"in done {context.Result}");
            context.Result = (int)context.Result! + 1000;
        }
    }

    private sealed class Refusing : IIncomingGrainCallFilter
    {
        public Task Invoke(IIncomingGrainCallContext context) =>
            context.MethodName == "Add" ? throw new UnauthorizedAccessException() : context.Invoke();
    }

    private sealed class Stamping : IOutgoingGrainCallFilter
    {
        public Task Invoke(IOutgoingGrainCallContext context)
        {
            RequestContext.Set("stamp", "stamped");
            return context.Invoke();
        }
    }
}

public interface ISelfFilteringGrain : IGrainWithStringKey
{
    Task<int> Value();
}

[GrainType("self-filtering")]
public sealed class SelfFilteringGrain : Grain, ISelfFilteringGrain, IIncomingGrainCallFilter
{
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        await context.Invoke();
        context.Result = (int)context.Result! + 1;
    }

    public Task<int> Value() => Task.FromResult(42);
}
