using OrleansFlex.Contracts.Commands;
using OrleansFlex.Contracts.Events;
using OrleansFlex.Domain.Charging;
using OrleansFlex.Grains.Flexibility;
using OrleansFlex.Grains.Pricing;
using OrleansFlex.Grains.Solar;

namespace OrleansFlex.Grains.Charging;

/// <summary>What every policy grain shares; one reference instead of several keeps an idle grain small.</summary>
public sealed record PolicyServices(
    TimeProvider Clock,
    PriceCurves Curves,
    EffectivePrices Prices,
    ChargingOptions Charging,
    ShapeSettings Shape,
    IEventInterest Events,
    ICommandDispatcher Commands,
    SolarForecasts Solar,
    RecentCurves Recent);
