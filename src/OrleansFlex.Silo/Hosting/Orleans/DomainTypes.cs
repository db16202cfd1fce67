using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace OrleansFlex.Silo.Hosting;

/// <summary>
/// The types of the domain that travel inside messages, known by their namespace. They carry no attributes of a serializer and check
/// what they are made from, so between silos their fields are sent as they are and set as they were.
/// </summary>
internal static class DomainTypes
{
    private const string Namespace = "OrleansFlex.Domain";

    /// <summary>How they look between silos of one version; nothing is stored like this.</summary>
    public static readonly JsonSerializerOptions Json = new()
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        TypeInfoResolver = JsonTypeInfoResolver.Combine(new FieldContracts(), new DefaultJsonTypeInfoResolver()),
    };

    /// <summary>True for a type of the domain; enums and generics over domain types have codecs of their own.</summary>
    public static bool Contains(Type type) => !type.IsEnum && !type.IsGenericType && type.Namespace is { } space
        && (space == Namespace || space.StartsWith(Namespace + ".", StringComparison.Ordinal));

    private sealed class FieldContracts : IJsonTypeInfoResolver
    {
        private const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

        public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options)
        {
            if (!Contains(type))
                return null;
            var contract = JsonTypeInfo.CreateJsonTypeInfo(type, options);
            if (contract.Kind != JsonTypeInfoKind.Object)
                return contract;
            contract.CreateObject = () => RuntimeHelpers.GetUninitializedObject(type);
            for (var declared = type; declared is not null && declared != typeof(object); declared = declared.BaseType)
            {
                foreach (var field in declared.GetFields(Own))
                {
                    var property = contract.CreateJsonPropertyInfo(field.FieldType, field.Name);
                    property.Get = field.GetValue;
                    property.Set = field.SetValue;
                    contract.Properties.Add(property);
                }
            }

            return contract;
        }
    }
}
