namespace OrleansFlex.Domain.Flexibility;

/// <summary>A record that carries its own key, so that an index of it need not.</summary>
internal interface IKeyed
{
    Guid Key { get; }
}
