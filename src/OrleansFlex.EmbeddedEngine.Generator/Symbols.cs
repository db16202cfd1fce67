using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace OrleansFlex.EmbeddedEngine.Generator
{
    /// <summary>Questions about symbols that several parts of the generator ask.</summary>
    internal static class Symbols
    {
        internal static readonly SymbolDisplayFormat Full = SymbolDisplayFormat.FullyQualifiedFormat
            .WithMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.UseSpecialTypes
                | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers
                | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

        internal static string Name(this ITypeSymbol type) => type.ToDisplayString(Full);

        internal static string PlainName(this ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

        internal static string MetadataName(this ITypeSymbol type)
        {
            var definition = type.OriginalDefinition;
            return definition.ContainingType is { } outer
                ? outer.MetadataName() + "+" + definition.MetadataName
                : definition.ContainingNamespace is { IsGlobalNamespace: false } ns ? ns.ToDisplayString() + "." + definition.MetadataName : definition.MetadataName;
        }

        internal static string FileName(this ITypeSymbol type) => type.MetadataName().Replace('+', '.').Replace('`', '_');

        internal static string Identifier(this ITypeSymbol type) => type.MetadataName().Replace('.', '_').Replace('+', '_').Replace('`', '_');

        internal static AttributeData? Attribute(this ISymbol symbol, string metadataName) =>
            symbol.GetAttributes().FirstOrDefault(a => a.AttributeClass is { } c && c.MetadataName() == metadataName);

        internal static bool Has(this ISymbol symbol, string metadataName) => symbol.Attribute(metadataName) != null;

        internal static bool DerivesFrom(this ITypeSymbol type, string metadataName)
        {
            for (var current = type.BaseType; current != null; current = current.BaseType)
            {
                if (current.MetadataName() == metadataName)
                    return true;
            }
            return false;
        }

        internal static bool IsGrainInterface(this ITypeSymbol type) =>
            type.TypeKind == TypeKind.Interface && type.AllInterfaces.Any(i => i.MetadataName() == "Orleans.Runtime.IAddressable");

        // The engine's own interfaces, such as IGrainWithStringKey, need no reference class.
        internal static bool IsEngineInterface(this ITypeSymbol type) => type.ContainingNamespace.ToDisplayString() is "Orleans" or "Orleans.Runtime";

        internal static IEnumerable<ISymbol> InstanceState(this ITypeSymbol type)
        {
            foreach (var member in type.GetMembers())
            {
                if (member.IsStatic)
                    continue;
                if (member is IFieldSymbol { AssociatedSymbol: null, IsImplicitlyDeclared: false })
                    yield return member;
                else if (member is IPropertySymbol { IsIndexer: false } property && IsAuto(property))
                    yield return member;
            }
        }

        private static bool IsAuto(IPropertySymbol property) =>
            property.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(f => SymbolEqualityComparer.Default.Equals(f.AssociatedSymbol, property))
            || (property.DeclaringSyntaxReferences.Length == 0 && property.SetMethod != null);
    }
}
