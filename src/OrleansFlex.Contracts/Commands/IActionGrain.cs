namespace OrleansFlex.Contracts.Commands;

/// <summary>
/// An action, to be found by its id alone. While it is pending its device's grain has the truth; when it has ended, that grain leaves it here.
/// </summary>
[Alias("action")]
public interface IActionGrain : IGrainWithStringKey
{
    /// <summary>Stores the action as it is.</summary>
    [Alias("put")]
    Task Put(VendorAction action);

    /// <summary>The action as last stored, or null.</summary>
    [Alias("get"), ReadOnly]
    Task<VendorAction?> Get();

    /// <summary>Forgets the action.</summary>
    [Alias("forget")]
    Task Forget();
}
