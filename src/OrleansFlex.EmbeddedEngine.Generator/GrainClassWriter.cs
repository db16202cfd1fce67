using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace OrleansFlex.EmbeddedEngine.Generator
{
    /// <summary>Writes the registration of one grain class: its name, its interfaces and how an instance is made.</summary>
    internal static class GrainClassWriter
    {
        internal static Contribution Write(INamedTypeSymbol type)
        {
            var problems = new List<Problem>();
            if (type.IsGenericType)
                problems.Add(new Problem(Rules.Generic, type, type.Name));
            var constructor = type.InstanceConstructors
                .Where(c => c.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal)
                .OrderByDescending(c => c.Parameters.Length)
                .FirstOrDefault();
            if (constructor is null || IsHidden(type))
                problems.Add(new Problem(Rules.Hidden, type, type.Name));
            var arguments = constructor?.Parameters.Select(p => Argument(p, problems)).ToList() ?? new List<string>();
            if (problems.Count > 0)
                return new Contribution(type.MetadataName(), "", "", problems);
            var interfaces = type.AllInterfaces.Where(i => i.IsGrainInterface() && !i.IsEngineInterface()).Select(i => $"typeof({i.PlainName()})");
            var registration =
                $@"parts.AddClass(new global::OrleansFlex.EmbeddedEngine.GrainClassInfo
            {{
                Type = typeof({type.PlainName()}),
                GrainType = {SymbolDisplay.FormatLiteral(GrainType(type), true)},
                Interfaces = new global::System.Type[] {{ {string.Join(", ", interfaces)} }},
                Create = static make => new {type.PlainName()}({string.Join(", ", arguments)}),
            }});";
            return new Contribution(type.MetadataName(), "", registration, problems);
        }

        private static bool IsHidden(INamedTypeSymbol type)
        {
            for (INamedTypeSymbol? current = type; current != null; current = current.ContainingType)
            {
                if (current.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected || current.IsFileLocal)
                    return true;
            }
            return false;
        }

        private static string GrainType(INamedTypeSymbol type)
        {
            if (type.Attribute("Orleans.GrainTypeAttribute")?.ConstructorArguments[0].Value is string given)
                return given;
            var name = type.Name.EndsWith("Grain", System.StringComparison.Ordinal) && type.Name.Length > 5
                ? type.Name.Substring(0, type.Name.Length - 5)
                : type.Name;
            return name.ToLowerInvariant();
        }

        private static string Argument(IParameterSymbol parameter, List<Problem> problems)
        {
            if (parameter.Attribute("Orleans.Runtime.PersistentStateAttribute") is { } state)
                return State(parameter, state, problems);
            var type = parameter.Type.WithNullableAnnotation(NullableAnnotation.None).PlainName();
            if (parameter.Type.MetadataName() == "System.IServiceProvider")
                return "make.Services";
            if (parameter.Type.MetadataName() == "Orleans.Runtime.IGrainContext")
                return "make.Context";
            const string services = "global::Microsoft.Extensions.DependencyInjection.ServiceProvider";
            if (parameter.Attribute("Microsoft.Extensions.DependencyInjection.FromKeyedServicesAttribute") is { } keyed)
                return $"{services}KeyedServiceExtensions.GetRequiredKeyedService<{type}>(make.Services, {keyed.ConstructorArguments[0].ToCSharpString()})";
            return parameter.HasExplicitDefaultValue
                ? $"{services}ServiceExtensions.GetService<{type}>(make.Services)"
                : $"{services}ServiceExtensions.GetRequiredService<{type}>(make.Services)";
        }

        private static string State(IParameterSymbol parameter, AttributeData state, List<Problem> problems)
        {
            var type = (INamedTypeSymbol)((INamedTypeSymbol)parameter.Type).TypeArguments[0];
            if (type.IsAbstract || !type.IsValueType && !type.InstanceConstructors.Any(c => c.Parameters.Length == 0 && c.DeclaredAccessibility == Accessibility.Public))
                problems.Add(new Problem(Rules.StateConstructor, type, type.ToDisplayString()));
            var name = state.ConstructorArguments[0].ToCSharpString();
            var storage = state.ConstructorArguments.Length > 1 ? state.ConstructorArguments[1].ToCSharpString() : "null";
            return $"make.State<{type.PlainName()}>({name}, {storage})";
        }
    }
}
