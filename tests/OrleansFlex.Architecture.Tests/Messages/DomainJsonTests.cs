using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using OrleansFlex.Domain;
using OrleansFlex.Domain.Charging;
using OrleansFlex.Domain.Commands;
using OrleansFlex.Domain.Flexibility;
using OrleansFlex.Domain.Pricing;
using OrleansFlex.Domain.Schedules;
using OrleansFlex.Domain.Sessions;
using OrleansFlex.Domain.Solar;
using OrleansFlex.Domain.Tariffs;
using OrleansFlex.Silo.Hosting;

namespace OrleansFlex.Architecture.Tests.Messages;

/// <summary>Domain types in messages come out of the Orleans flavour's JSON as they went in.</summary>
public sealed class DomainJsonTests
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly PriceSignalPush Push = PriceSignalPush
        .Check([new PriceSignalValue(1_780_000_000_000, 0.31m), new PriceSignalValue(1_780_003_600_000, -0.02m)], 1_780_007_200_000, "EUR", "EUR").Value;

    private static readonly DaySchedule Day = new(420, 80.5);

    private static readonly ShapeCell Cell = new("north", HouseholdTypes.Vehicle | HouseholdTypes.Solar, 2, 3, [1, -2], [0, -5], [9, 9], [0, 0], [4, 4], [16, 25]);

    private static readonly object[] Samples =
    [
        Push,
        new PriceSignalValue(1_780_000_000_000, 0.31m),
        PriceSignalTimeline.Empty.Push(Push),
        WeeklySchedule.EveryDay(Day) with { Sunday = new DaySchedule(600, double.NaN) },
        new WeeklySchedulePatch(Tuesday: new DaySchedulePatch(MinimumChargeTarget: 70)),
        new SegmentDefinition(Guid.Parse("019e83e9-d400-7532-ad48-cf6851d0c1b2"), "EV \"and\" sun", HouseholdTypes.Vehicle, HouseholdTypes.Solar, Noon, Noon.AddTicks(1)),
        new PartitionSums(7, 1_977_777, 2, 3, [Cell]),
        new ValidationIssue("values[0].at", "must be an instant"),
        new SolarArray(4.8, 180, null),
        new ConfiguredArray(Guid.Parse("019e83e9-d400-7532-ad48-cf6851d0c1b2"), new SolarArray(4.8, null, 35)),
        new CloudValue(1_780_000_000_000, 62.5),
        Plan(),
        new TariffDefinition(TariffDirection.Export, TariffUnit.PerKwh, "EUR"),
        TariffPush.Check([new TariffValue(1_780_000_000_000, 0.31m), new TariffValue(1_780_003_600_000, -0.02m)], 1_780_007_200_000).Value,
        RateSteps.Create([1_780_000_000_000, 1_780_003_600_000], [0.31m, null]),
        new PushRecord(Guid.Parse("019e83e9-d400-7532-ad48-cf6851d0c1b2"), Guid.Parse("019e83e9-d400-7532-ad48-cf6851d0c1b3"), 1_780_000_000_000),
        new EnergyEntry(1_780_000_200_000, StatusState.Inflexible, 1_234_567, 0.370370100000000001m),
        new SessionValuation("EUR", 0.370370100000000001m, 1.5m),
        new SessionBlock(SessionBlockType.ImmediateStart, 1_780_000_000_000, 1_780_003_600_000, 7_400_000),
        new SessionTarget(2, false, true, 20, 80, 1_780_040_000_000),
        new SessionOutcome(false, 2, false, null, 71.25),
        new CommandArgument { MaxCurrent = 16.5, OperationMode = "IDLE", ThermostatMode = "HEAT", HeatSetpoint = 21 },
    ];

    [Fact]
    public void Every_domain_type_in_a_message_has_a_sample() => Mentioned()
        .Except(Samples.Select(sample => sample.GetType()))
        .Select(type => type.FullName)
        .ShouldBeEmpty();

    [Fact]
    public void Every_sample_survives_the_way_between_silos()
    {
        foreach (var sample in Samples)
        {
            var sent = JsonSerializer.Serialize(sample, sample.GetType(), DomainTypes.Json);
            var received = JsonSerializer.Deserialize(sent, sample.GetType(), DomainTypes.Json)!;
            received.GetType().ShouldBe(sample.GetType());
            JsonSerializer.Serialize(received, sample.GetType(), DomainTypes.Json).ShouldBe(sent);
            sent.Length.ShouldBeGreaterThan(20, sent);
        }
    }

    [Fact]
    public void A_plan_and_a_timeline_work_as_before()
    {
        var plan = Plan();
        var received = Send(plan);
        received.BlockArray.ShouldBe(plan.BlockArray);
        received.Blocks.Length.ShouldBe(plan.Blocks.Length);
        (received.Cost, received.EnergyKwh, received.LevelAtReadyBy).ShouldBe((plan.Cost, plan.EnergyKwh, plan.LevelAtReadyBy));
        var timeline = Send(PriceSignalTimeline.Empty.Push(Push));
        timeline.At(1_780_003_600_001).ShouldBe(-0.02m);
        timeline.At(1_780_007_200_000).ShouldBeNull();
    }

    private static T Send<T>(T value) => JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(value, DomainTypes.Json), DomainTypes.Json)!;

    private static ChargingPlan Plan() => ChargingPlanner.Plan(
        new ChargingRequest
        {
            NowMs = 1_780_000_000_000,
            LevelPercent = 35,
            CapacityKwh = 75,
            ChargeLimitPercent = 90,
            Efficiency = 0.9,
            MaxPowerKw = 11,
            ReservePercent = 40,
            TargetPercent = 80,
            ReadyByMs = 1_780_040_000_000,
            Prices = PriceCurve.Flat(0.2m),
        },
        new ChargingOptions());

    private static IEnumerable<Type> Mentioned()
    {
        var types = Repository.Product("Contracts").GetTypes();
        var called = types.Where(type => type.IsInterface && typeof(IAddressable).IsAssignableFrom(type)).SelectMany(type => type.GetMethods())
            .SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType));
        var held = types.Where(type => type.IsDefined(typeof(GenerateSerializerAttribute), false))
            .SelectMany(type => type.GetProperties(BindingFlags.Instance | BindingFlags.Public)).Select(property => property.PropertyType);
        return called.Concat(held).SelectMany(Leaves).Where(DomainTypes.Contains).Distinct();
    }

    private static IEnumerable<Type> Leaves(Type type) => type.IsArray
        ? Leaves(type.GetElementType()!)
        : type.IsGenericType ? type.GetGenericArguments().SelectMany(Leaves) : [type];
}
