using OrleansFlex.Grains.Flexibility;

namespace OrleansFlex.Grains.Assets;

/// <summary>What every asset grain shares; one reference instead of several keeps an idle grain small.</summary>
public sealed record AssetServices(TimeProvider Clock, ShapeSettings Shape);
