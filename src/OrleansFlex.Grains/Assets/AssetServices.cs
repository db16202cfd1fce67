using OrleansFlex.Contracts.Commands;
using OrleansFlex.Contracts.Events;
using OrleansFlex.Grains.Commands;
using OrleansFlex.Grains.Flexibility;

namespace OrleansFlex.Grains.Assets;

/// <summary>What every asset grain shares; one reference instead of several keeps an idle grain small.</summary>
public sealed record AssetServices(TimeProvider Clock, ShapeSettings Shape, ICommandDispatcher Commands, CommandSettings Times, IEventInterest? Interest = null);
