namespace Orleans
{
    /// <summary>Marks an interface as callable on a grain.</summary>
    public interface IAddressable;
}

namespace Orleans.Runtime
{
    internal static class Namespace;
}
