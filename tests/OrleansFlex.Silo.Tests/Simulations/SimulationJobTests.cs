using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using OrleansFlex.Domain.Charging;
using OrleansFlex.Domain.Pricing;
using OrleansFlex.Domain.Simulations;
using OrleansFlex.Silo.Clock;
using OrleansFlex.Silo.Simulations;
using OrleansFlex.TestKit;

namespace OrleansFlex.Silo.Tests.Simulations;

/// <summary>Jobs: turns, limits, how long they are kept, and faults.</summary>
public sealed class SimulationJobTests : IDisposable
{
    private static readonly LocalDate s_day = new(2025, 6, 2);
    private static readonly SimulationFrame s_frame = new(s_day, s_day.PlusDays(1), "UTC", "EUR");

    private readonly ManualTimeProvider _time = new();
    private readonly SimulationQueue _queue = new();
    private readonly SimulationJobs _jobs;

    public SimulationJobTests() => _jobs = new SimulationJobs(_queue, new RealTime(_time));

    public void Dispose() => _queue.Dispose();

    [Fact]
    public void Tenants_take_turns_and_each_has_its_own_in_order()
    {
        var (a1, a2, b1) = (Add("a"), Add("a"), Add("b"));
        TakeTurn().ShouldBe(a1);
        TakeTurn().ShouldBe(b1);
        TakeTurn(end: true).ShouldBe(a1);
        TakeTurn().ShouldBe(b1);
        TakeTurn().ShouldBe(a2);
    }

    [Fact]
    public void One_that_is_over_is_kept_for_a_day()
    {
        var job = Add("a");
        Run(job);
        job.View.State.ShouldBe(SimulationState.Done);
        _time.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        _jobs.TryFind("a", job.Id, out _).ShouldBeTrue();
        _jobs.TryFind("b", job.Id, out _).ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(1));
        _jobs.TryFind("a", job.Id, out _).ShouldBeFalse();
        _jobs.Of("a").ShouldBeEmpty();
    }

    [Fact]
    public void Of_those_that_are_over_the_oldest_make_room()
    {
        var jobs = Enumerable.Range(0, SimulationJobs.MaxPerClient + 3).Select(_ => Run(Add("a"))).ToList();
        _jobs.Of("a").ShouldBe(jobs.Skip(3).Reverse());
    }

    [Fact]
    public void All_tenants_together_may_have_so_many()
    {
        for (var i = 0; i < SimulationJobs.MaxUnfinished; i++)
            Add($"tenant {i / SimulationJobs.MaxUnfinishedPerClient}");
        _jobs.Add("tenant 0", s_frame, Simulation(), out _).ShouldBe(SimulationJobs.Admission.TooManyOfClient);
        _jobs.Add("another", s_frame, Simulation(), out _).ShouldBe(SimulationJobs.Admission.TooMany);
    }

    [Fact]
    public async Task A_fault_ends_the_one_that_has_it_and_no_other()
    {
        using var worker = new SimulationWorker(_queue, new RealTime(_time), NullLogger<SimulationWorker>.Instance);
        var (faulty, sound) = (Add("a", new FaultyFleet()), Add("a"));
        var (faultyEnd, soundEnd) = (End(faulty), End(sound));
        await worker.StartAsync(CancellationToken.None);
        await Task.WhenAll(faultyEnd, soundEnd).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        await worker.StopAsync(CancellationToken.None);
        (faulty.View.State, sound.View.State).ShouldBe((SimulationState.Failed, SimulationState.Done));
        faulty.View.Error.ShouldNotBeNull().ShouldNotContain("secret");

        static async Task End(SimulationJob job)
        {
            while (true)
            {
                var changed = job.Changed;
                if (job.IsOver)
                    return;
                await changed;
            }
        }
    }

    private SimulationJob Add(string client, ISimulatedFleet? fleet = null)
    {
        _jobs.Add(client, s_frame, Simulation(fleet), out var job).ShouldBe(SimulationJobs.Admission.Taken);
        return job!;
    }

    private SimulationJob TakeTurn(bool end = false)
    {
        var job = _queue.Take(TestContext.Current.CancellationToken);
        if (end)
            job.Step(int.MaxValue, _time.GetUtcNow());
        _queue.Return(job);
        return job;
    }

    private SimulationJob Run(SimulationJob job)
    {
        while (!job.IsOver)
            TakeTurn(end: true);
        return job;
    }

    private static FleetSimulation Simulation(ISimulatedFleet? fleet = null)
    {
        var spec = new SimulationSpec
        {
            From = s_day,
            To = s_day.PlusDays(1),
            Zone = DateTimeZone.Utc,
            Vehicles = [new FleetVehicle(new StayNeeds(8, 60, 20, 80), 480, 1020)],
            Options = new ChargingOptions(),
        };
        return new FleetSimulation(spec, fleet ?? spec.Fleet().Value, new SimulationPrices([new PriceStep(0, 0.1m)]));
    }

    private sealed class FaultyFleet : ISimulatedFleet
    {
        public int Places => 3;

        public bool TryGet(int place, out SimulatedStay stay) => throw new InvalidOperationException("the secret inside");
    }
}
