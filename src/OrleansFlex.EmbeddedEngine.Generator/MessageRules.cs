using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace OrleansFlex.EmbeddedEngine.Generator
{
    /// <summary>Checks a type marked [GenerateSerializer]: every member has an id of its own.</summary>
    internal static class MessageRules
    {
        internal static Contribution Check(INamedTypeSymbol type)
        {
            var problems = new List<Problem>();
            if (type.TypeKind == TypeKind.Enum)
                return new Contribution(type.MetadataName(), "", "", problems);
            // Orleans numbers the parameters of a record's primary constructor by itself.
            var positional = new HashSet<string>(type.IsRecord
                ? type.InstanceConstructors.Where(c => !c.IsImplicitlyDeclared || c.Parameters.Length > 0).SelectMany(c => c.Parameters.Select(p => p.Name))
                : Enumerable.Empty<string>());
            var seen = new HashSet<string>();
            foreach (var member in type.InstanceState())
            {
                if (member.Attribute("Orleans.IdAttribute") is { } id)
                {
                    if (!seen.Add(id.ConstructorArguments[0].ToString() + id.ConstructorArguments[0].Value))
                        problems.Add(new Problem(Rules.RepeatedId, member, member.ToDisplayString()));
                    continue;
                }
                if (positional.Contains(member.Name) || member.Has("System.NonSerializedAttribute"))
                    continue;
                problems.Add(new Problem(Rules.MissingId, member, member.ToDisplayString()));
            }
            return new Contribution(type.MetadataName(), "", "", problems);
        }
    }
}
