using System.Collections.Generic;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;

namespace OrleansFlex.EmbeddedEngine.Generator
{
    /// <summary>Writes the code that copies a value on its way into or out of a grain, or finds that none is needed.</summary>
    internal sealed class Copying
    {
        private readonly StringBuilder _methods = new StringBuilder();
        private readonly Dictionary<string, string> _names = new Dictionary<string, string>();
        private readonly List<string> _failures = new List<string>();

        internal string Methods => _methods.ToString();

        internal IReadOnlyList<string> Failures => _failures;

        /// <summary>An expression for a copy of the value of an expression; the expression itself where the type is immutable.</summary>
        internal string Copy(ITypeSymbol type, string expression) =>
            Immutability.IsImmutable(type) ? expression : Method(type) + "(" + expression + ")";

        private string Method(ITypeSymbol type)
        {
            var key = type.Name();
            if (_names.TryGetValue(key, out var known))
                return known;
            var name = "Copy" + _names.Count;
            _names[key] = name;
            var body = Body(type);
            if (body is null)
            {
                _failures.Add(type.ToDisplayString());
                body = "return x;";
            }
            var annotated = type.Name();
            var nullCheck = type.IsReferenceType ? "if (x is null) return null!; " : "";
            _methods.AppendLine($"        private static {annotated} {name}({annotated} x) {{ {nullCheck}{body} }}");
            return name;
        }

        private string? Body(ITypeSymbol type)
        {
            if (type is IArrayTypeSymbol { Rank: 1 } array)
            {
                return Immutability.IsImmutable(array.ElementType)
                    ? $"return ({type.PlainName()})x.Clone();"
                    : $"return global::System.Array.ConvertAll(x, static y => {Copy(array.ElementType, "y")});";
            }
            if (!(type is INamedTypeSymbol named))
                return null;
            if (named.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
                return $"return x is {{ }} v ? {Copy(named.TypeArguments[0], "v")} : null;";
            return Collection(named) ?? Members(named);
        }

        private string? Collection(INamedTypeSymbol type)
        {
            var arguments = type.TypeArguments;
            switch (type.MetadataName())
            {
                case "System.Collections.Generic.List`1":
                    return Immutability.IsImmutable(arguments[0]) ? "return new(x);" : $"return x.ConvertAll(static y => {Copy(arguments[0], "y")});";
                case "System.Collections.Generic.IReadOnlyList`1":
                case "System.Collections.Generic.IReadOnlyCollection`1":
                case "System.Collections.Generic.IEnumerable`1":
                case "System.Collections.Generic.IList`1":
                    return Immutability.IsImmutable(arguments[0])
                        ? "return global::System.Linq.Enumerable.ToList(x);"
                        : $"return global::System.Linq.Enumerable.ToList(global::System.Linq.Enumerable.Select(x, static y => {Copy(arguments[0], "y")}));";
                case "System.Collections.Generic.HashSet`1":
                    return Immutability.IsImmutable(arguments[0]) ? "return new(x, x.Comparer);" : null;
                case "System.Collections.Generic.Dictionary`2":
                    return Dictionary(arguments, "x.Comparer");
                case "System.Collections.Generic.IReadOnlyDictionary`2":
                case "System.Collections.Generic.IDictionary`2":
                    return Dictionary(arguments, "");
                default:
                    return null;
            }
        }

        private string? Dictionary(IReadOnlyList<ITypeSymbol> arguments, string comparer) => Immutability.IsImmutable(arguments[0])
            ? $"var c = new global::System.Collections.Generic.Dictionary<{arguments[0].Name()}, {arguments[1].Name()}>({comparer}); "
                + $"foreach (var pair in x) c.Add(pair.Key, {Copy(arguments[1], "pair.Value")}); return c;"
            : null;

        // A record by 'with', a sealed class or struct by its settable members.
        private string? Members(INamedTypeSymbol type)
        {
            if (!type.Has("Orleans.GenerateSerializerAttribute") || type.IsAbstract)
                return null;
            var assignments = new List<string>();
            for (var current = type; current != null && current.SpecialType == SpecialType.None; current = current.BaseType)
            {
                foreach (var member in current.InstanceState())
                {
                    var memberType = member is IPropertySymbol p ? p.Type : ((IFieldSymbol)member).Type;
                    var immutable = member.Has("Orleans.ImmutableAttribute") || Immutability.IsImmutable(memberType);
                    var settable = member is IPropertySymbol property
                        ? property.SetMethod is { DeclaredAccessibility: Accessibility.Public or Accessibility.Internal }
                        : member is IFieldSymbol { IsReadOnly: false, DeclaredAccessibility: Accessibility.Public or Accessibility.Internal };
                    if (!settable)
                    {
                        if (type.IsRecord && immutable)
                            continue;
                        return null;
                    }
                    if (!type.IsRecord || !immutable)
                        assignments.Add(member.Name + " = " + (immutable ? "x." + member.Name : Copy(memberType, "x." + member.Name)));
                }
            }
            var list = string.Join(", ", assignments);
            if (type.IsRecord || type.IsValueType)
                return $"return x with {{ {list} }};";
            var constructible = type.IsSealed && type.InstanceConstructors.Any(c => c.Parameters.Length == 0 && c.DeclaredAccessibility != Accessibility.Private);
            return constructible ? $"return new {type.PlainName()} {{ {list} }};" : null;
        }
    }
}
