using System.Diagnostics.CodeAnalysis;
using Orleans.Serialization.Cloning;

namespace OrleansFlex.Silo.Hosting;

/// <summary>Domain values never change, so a copy of one is the value itself.</summary>
internal sealed class DomainCopier : IGeneralizedCopier
{
    /// <inheritdoc/>
    public bool IsSupportedType(Type type) => DomainTypes.Contains(type);

    /// <inheritdoc/>
    [return: NotNullIfNotNull(nameof(input))]
    public object? DeepCopy(object? input, CopyContext context) => input;
}
