using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace OrleansFlex.EmbeddedEngine.Tests.Surface;

/// <summary>The public types and members of an assembly as text, read from its metadata without loading it.</summary>
internal static class PublicSurface
{
    /// <summary>Per public type in a namespace that starts with the prefix: its kind and its members, one line each.</summary>
    internal static SortedDictionary<string, SortedSet<string>> Read(string path, string prefix)
    {
        using var file = new PEReader(File.OpenRead(path));
        var reader = file.GetMetadataReader();
        var types = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        foreach (var handle in reader.TypeDefinitions)
        {
            var type = reader.GetTypeDefinition(handle);
            var name = SignatureNames.NameOf(reader, handle);
            if (!name.StartsWith(prefix, StringComparison.Ordinal) || !IsPublic(reader, type))
                continue;
            types[name] = [$"kind {KindOf(reader, type)}", .. MembersOf(reader, type)];
        }
        return types;
    }

    private static IEnumerable<string> MembersOf(MetadataReader reader, TypeDefinition type)
    {
        var names = new SignatureNames();
        foreach (var handle in type.GetMethods())
        {
            var method = reader.GetMethodDefinition(handle);
            var name = reader.GetString(method.Name);
            if (!IsVisible(method.Attributes) || OverridesOrImplements(method.Attributes, name))
                continue;
            var signature = method.DecodeSignature(names, null);
            var arity = signature.GenericParameterCount == 0 ? "" : $"`{signature.GenericParameterCount}";
            var kind = (method.Attributes & MethodAttributes.Static) != 0 ? "static " : "";
            yield return $"{kind}{signature.ReturnType} {name}{arity}({string.Join(", ", signature.ParameterTypes)})";
        }
        foreach (var handle in type.GetFields())
        {
            var field = reader.GetFieldDefinition(handle);
            if ((field.Attributes & FieldAttributes.FieldAccessMask) is not (FieldAttributes.Public or FieldAttributes.Family))
                continue;
            var value = field.GetDefaultValue();
            yield return $"field {field.DecodeSignature(names, null)} {reader.GetString(field.Name)}{(value.IsNil ? "" : " = " + ValueOf(reader, value))}";
        }
    }

    private static string ValueOf(MetadataReader reader, ConstantHandle handle)
    {
        var constant = reader.GetConstant(handle);
        var blob = reader.GetBlobReader(constant.Value);
        return blob.ReadConstant(constant.TypeCode)?.ToString() ?? "null";
    }

    private static bool IsPublic(MetadataReader reader, TypeDefinition type) => (type.Attributes & TypeAttributes.VisibilityMask) switch
    {
        TypeAttributes.Public => true,
        TypeAttributes.NestedPublic => IsPublic(reader, reader.GetTypeDefinition(type.GetDeclaringType())),
        _ => false,
    };

    private static bool IsVisible(MethodAttributes attributes) =>
        (attributes & MethodAttributes.MemberAccessMask) is MethodAttributes.Public or MethodAttributes.Family or MethodAttributes.FamORAssem;

    // What object or a base class promised already is no surface of its own.
    private static bool OverridesOrImplements(MethodAttributes attributes, string name) =>
        name == ".cctor" || ((attributes & MethodAttributes.Virtual) != 0 && (attributes & MethodAttributes.NewSlot) == 0);

    private static string KindOf(MetadataReader reader, TypeDefinition type)
    {
        if ((type.Attributes & TypeAttributes.Interface) != 0)
            return "interface";
        var parent = type.BaseType.IsNil ? "" : SignatureNames.NameOf(reader, type.BaseType);
        var shape = (type.Attributes & TypeAttributes.Abstract, type.Attributes & TypeAttributes.Sealed) switch
        {
            (not 0, not 0) => "static ",
            (not 0, _) => "abstract ",
            (_, not 0) => "sealed ",
            _ => "",
        };
        return parent switch
        {
            "System.Enum" => "enum",
            "System.ValueType" => "struct",
            _ => shape + "class",
        };
    }
}
