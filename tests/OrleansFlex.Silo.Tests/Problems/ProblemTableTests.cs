using System.Reflection;
using OrleansFlex.Domain;
using OrleansFlex.Silo.Problems;

namespace OrleansFlex.Silo.Tests.Problems;

public sealed class ProblemTableTests
{
    [Fact]
    public void Every_refusal_of_the_domain_is_in_the_table()
    {
        var missing = Refusals().Where(refusal => !ProblemTable.Codes.Contains(refusal.Code)).Select(refusal => $"{refusal.GetType().Name}: {refusal.Code}");
        missing.ShouldBeEmpty();
        Refusals().Count().ShouldBeGreaterThan(8);
    }

    [Fact]
    public void No_refusal_is_the_servers_fault() =>
        ProblemTable.Codes.Select(ProblemTable.Of).ShouldAllBe(type => type.Status >= 400 && type.Status < 500);

    [Fact]
    public void A_code_that_nobody_knows_is_a_400() => ProblemTable.Of("no.such").ShouldBe(ProblemType.BadRequest);

    [Fact]
    public void Problem_types_have_their_own_addresses()
    {
        var types = typeof(ProblemType).GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.FieldType == typeof(ProblemType))
            .Select(f => (ProblemType)f.GetValue(null)!).ToList();
        types.Count.ShouldBeGreaterThan(15);
        types.Select(type => type.Uri).Distinct().Count().ShouldBe(types.Count);
    }

    // A refusal's code is fixed by its type, so any instance tells it. Types that are given their code tell it where they are made.
    private static IEnumerable<Rejection> Refusals() =>
        from type in typeof(Rejection).Assembly.GetTypes()
        where type.IsSubclassOf(typeof(Rejection)) && !type.IsAbstract
        let constructor = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First()
        where constructor.GetParameters().All(p => p.Name is not "Code")
        select (Rejection)constructor.Invoke([.. constructor.GetParameters().Select(p => Any(p.ParameterType))]);

    private static object? Any(Type type)
    {
        if (type == typeof(string))
            return "x";
        if (type.IsGenericType && type.Name.StartsWith("ImmutableArray", StringComparison.Ordinal))
        {
            var create = typeof(System.Collections.Immutable.ImmutableArray).GetMethods().Single(m => m.Name == "Create" && m.GetParameters().Length == 0);
            return create.MakeGenericMethod(type.GetGenericArguments()).Invoke(null, []);
        }
        return type.IsValueType ? Activator.CreateInstance(type) : null;
    }
}
