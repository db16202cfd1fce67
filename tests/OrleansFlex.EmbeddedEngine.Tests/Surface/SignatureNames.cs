using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace OrleansFlex.EmbeddedEngine.Tests.Surface;

/// <summary>Writes the types of signatures as text.</summary>
internal sealed class SignatureNames : ISignatureTypeProvider<string, object?>
{
    internal static string NameOf(MetadataReader reader, EntityHandle handle)
    {
        switch (handle.Kind)
        {
            case HandleKind.TypeDefinition:
                var definition = reader.GetTypeDefinition((TypeDefinitionHandle)handle);
                return Join(
                    definition.GetDeclaringType() is { IsNil: false } outer ? NameOf(reader, outer) + "+" : null,
                    reader.GetString(definition.Namespace),
                    reader.GetString(definition.Name));
            case HandleKind.TypeReference:
                var reference = reader.GetTypeReference((TypeReferenceHandle)handle);
                return Join(
                    reference.ResolutionScope.Kind == HandleKind.TypeReference ? NameOf(reader, reference.ResolutionScope) + "+" : null,
                    reader.GetString(reference.Namespace),
                    reader.GetString(reference.Name));
            default:
                return reader.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(new SignatureNames(), null);
        }
    }

    public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => NameOf(reader, handle);

    public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => NameOf(reader, handle);

    public string GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        NameOf(reader, handle);

    public string GetPrimitiveType(PrimitiveTypeCode typeCode) => typeCode.ToString();

    public string GetSZArrayType(string elementType) => elementType + "[]";

    public string GetArrayType(string elementType, ArrayShape shape) => $"{elementType}[{new string(',', shape.Rank - 1)}]";

    public string GetByReferenceType(string elementType) => elementType + "&";

    public string GetPointerType(string elementType) => elementType + "*";

    public string GetPinnedType(string elementType) => elementType;

    public string GetFunctionPointerType(MethodSignature<string> signature) => "function";

    public string GetGenericInstantiation(string genericType, ImmutableArray<string> typeArguments) =>
        $"{genericType}<{string.Join(", ", typeArguments)}>";

    public string GetGenericMethodParameter(object? genericContext, int index) => $"!!{index}";

    public string GetGenericTypeParameter(object? genericContext, int index) => $"!{index}";

    public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) => unmodifiedType;

    private static string Join(string? outer, string ns, string name) => outer is not null ? outer + name : ns.Length == 0 ? name : $"{ns}.{name}";
}
