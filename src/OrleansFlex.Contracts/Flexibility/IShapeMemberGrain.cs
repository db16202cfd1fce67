using OrleansFlex.Contracts.Sites;

namespace OrleansFlex.Contracts.Flexibility;

/// <summary>What a grain that contributes to a zone's shape answers to.</summary>
[Alias("shape-member-grain")]
public interface IShapeMemberGrain : IGrainWithStringKey
{
    /// <summary>Plans anew and sends the whole envelope to the partition; returns when the partition has it.</summary>
    [Alias("refresh")]
    Task Refresh(RefreshRequest request);

    /// <summary>The site has changed.</summary>
    [Alias("site-changed"), OneWay]
    Task SiteChanged(SiteSettings settings);
}
