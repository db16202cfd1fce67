using System.Reflection;
using OrleansFlex.EmbeddedEngine.Tests;

namespace OrleansFlex.Architecture.Tests.Messages;

/// <summary>What crosses grain calls is marked for both engines, and every name on the wire is explicit and unique.</summary>
public sealed class MessageTests
{
    private static readonly Assembly[] Assemblies = [Repository.Product("Contracts"), Repository.Product("Grains")];

    private static IEnumerable<Type> GrainInterfaces => Assemblies.SelectMany(assembly => assembly.GetTypes())
        .Where(type => type.IsInterface && typeof(IAddressable).IsAssignableFrom(type));

    private static IEnumerable<Type> GrainClasses => Assemblies.SelectMany(assembly => assembly.GetTypes())
        .Where(type => type is { IsClass: true, IsAbstract: false } && typeof(IGrainBase).IsAssignableFrom(type));

    [Fact]
    public void Every_type_that_crosses_a_grain_call_is_marked_once() => MessageWalk.Check(Assemblies).ShouldBeEmpty();

    [Fact]
    public void Every_grain_interface_has_an_alias_of_its_own()
    {
        GrainInterfaces.Where(type => Alias(type) is null).Select(type => type.Name).ShouldBeEmpty();
        var messages = Assemblies.SelectMany(assembly => assembly.GetTypes()).Where(type => type.IsDefined(typeof(GenerateSerializerAttribute), false));
        Repeated(GrainInterfaces.Concat(messages).Select(Alias)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_grain_method_has_an_alias_of_its_own()
    {
        foreach (var type in GrainInterfaces)
        {
            type.GetMethods().Where(method => Alias(method) is null).Select(method => $"{type.Name}.{method.Name}").ShouldBeEmpty();
            Repeated(type.GetInterfaces().Prepend(type).SelectMany(face => face.GetMethods()).Select(Alias)).ShouldBeEmpty(type.Name);
        }
    }

    [Fact]
    public void Every_grain_class_has_a_type_name_of_its_own()
    {
        GrainClasses.ShouldNotBeEmpty();
        GrainClasses.Where(type => GrainType(type) is null).Select(type => type.Name).ShouldBeEmpty();
        Repeated(GrainClasses.Select(GrainType)).ShouldBeEmpty();
    }

    [Fact]
    public void Messages_are_immutable() => Assemblies.SelectMany(assembly => assembly.GetTypes())
        .Where(type => type.IsDefined(typeof(GenerateSerializerAttribute), false) && !type.IsEnum)
        .SelectMany(type => type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly))
        .Where(property => property.SetMethod is { } set
            && !set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(System.Runtime.CompilerServices.IsExternalInit)))
        .Select(property => $"{property.DeclaringType}.{property.Name}")
        .ShouldBeEmpty();

    private static string? Alias(MemberInfo member) => Argument(member, nameof(AliasAttribute));

    private static string? GrainType(MemberInfo member) => Argument(member, nameof(GrainTypeAttribute));

    private static string? Argument(MemberInfo member, string attribute) => member.CustomAttributes
        .FirstOrDefault(data => data.AttributeType.Name == attribute)?.ConstructorArguments[0].Value as string;

    private static IEnumerable<string?> Repeated(IEnumerable<string?> names) => names.GroupBy(name => name).Where(group => group.Count() > 1).Select(group => group.Key);
}
