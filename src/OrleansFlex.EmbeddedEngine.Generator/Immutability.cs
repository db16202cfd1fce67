using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace OrleansFlex.EmbeddedEngine.Generator
{
    /// <summary>Which values may be shared between grains.</summary>
    internal static class Immutability
    {
        private static readonly HashSet<string> Known = new HashSet<string>
        {
            "System.Guid", "System.TimeSpan", "System.DateTimeOffset", "System.DateOnly", "System.TimeOnly", "System.Uri", "System.Version",
            "System.Type", "System.Half", "System.Int128", "System.UInt128", "System.Text.Rune", "System.Net.IPAddress", "System.Index", "System.Range",
            "System.Threading.CancellationToken", "System.Numerics.BigInteger", "System.ReadOnlyMemory`1",
            "System.Collections.Immutable.ImmutableArray`1", "System.Collections.Immutable.ImmutableList`1",
            "System.Collections.Immutable.ImmutableDictionary`2", "System.Collections.Immutable.ImmutableHashSet`1",
            "System.Collections.Immutable.ImmutableSortedDictionary`2", "System.Collections.Immutable.ImmutableSortedSet`1",
            "System.Collections.Immutable.IImmutableList`1", "System.Collections.Frozen.FrozenDictionary`2", "System.Collections.Frozen.FrozenSet`1",
            "System.Collections.Generic.KeyValuePair`2",
        };

        internal static bool IsImmutable(ITypeSymbol type) => IsImmutable(type, new HashSet<string>());

        private static bool IsImmutable(ITypeSymbol type, HashSet<string> open)
        {
            if (type.TypeKind == TypeKind.Enum || type.IsGrainInterface())
                return true;
            if (type.SpecialType != SpecialType.None && type.SpecialType != SpecialType.System_Object && type.SpecialType != SpecialType.System_ValueType)
                return (type.SpecialType >= SpecialType.System_Boolean && type.SpecialType <= SpecialType.System_UIntPtr) || type.SpecialType == SpecialType.System_DateTime;
            if (!(type is INamedTypeSymbol named))
                return false;
            if (named.Has("Orleans.ImmutableAttribute"))
                return true;
            if (named.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T || named.IsTupleType || Known.Contains(named.MetadataName()))
                return named.TypeArguments.All(a => IsImmutable(a, open));
            var ns = named.ContainingNamespace.ToDisplayString();
            if (ns.StartsWith("OrleansFlex.Domain") || ns == "NodaTime")
                return named.TypeArguments.All(a => IsImmutable(a, open));
            return named.Has("Orleans.GenerateSerializerAttribute") && IsImmutableMessage(named, open);
        }

        // Every member is fixed after construction and immutable itself. A type that contains itself is judged by its other members.
        private static bool IsImmutableMessage(INamedTypeSymbol type, HashSet<string> open)
        {
            if (!open.Add(type.Name()))
                return true;
            for (var current = type; current != null && current.SpecialType == SpecialType.None; current = current.BaseType)
            {
                foreach (var member in current.InstanceState())
                {
                    var (memberType, isFixed) = member is IPropertySymbol property
                        ? (property.Type, property.SetMethod is null || property.SetMethod.IsInitOnly || type.IsReadOnly)
                        : (((IFieldSymbol)member).Type, ((IFieldSymbol)member).IsReadOnly);
                    if (!isFixed && !type.IsValueType)
                        return false;
                    if (!member.Has("Orleans.ImmutableAttribute") && !IsImmutable(memberType, open))
                        return false;
                }
            }
            return true;
        }
    }
}
