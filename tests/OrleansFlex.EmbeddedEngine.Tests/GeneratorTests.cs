using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using OrleansFlex.EmbeddedEngine.Generator;

namespace OrleansFlex.EmbeddedEngine.Tests;

/// <summary>What the generator refuses, and that what it accepts compiles.</summary>
public sealed class GeneratorTests
{
    private static readonly MetadataReference[] s_references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("OrleansFlex.EmbeddedEngine.Tests", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    [Theory]
    [InlineData("GRID001", "[GenerateSerializer] public class M { public int Forgotten { get; set; } }")]
    [InlineData("GRID001", "[GenerateSerializer] public record M([property: Id(0)] int A) { public int Forgotten { get; init; } }")]
    [InlineData("GRID002", "public class M { public int A { get; set; } } public interface IG : IGrainWithStringKey { Task F(M m); }")]
    [InlineData("GRID002", "public interface IG : IGrainWithStringKey { Task<object> F(); }")]
    [InlineData("GRID003", "public interface IG : IGrainWithStringKey { Task F(ref int x); }")]
    [InlineData("GRID003", "public interface IG : IGrainWithStringKey { Task F(out int x); }")]
    [InlineData("GRID004", "public interface IG : IGrainWithStringKey { Task F(CancellationToken a, CancellationToken b); }")]
    [InlineData("GRID005", "public interface IG : IGrainWithStringKey { int P { get; } }")]
    [InlineData("GRID006", "public interface IG : IGrainWithStringKey { int F(); }")]
    [InlineData("GRID006", "public interface IG : IGrainWithStringKey { void F(); }")]
    [InlineData("GRID007", "public interface IG : IGrainWithStringKey { Task F<T>(); }")]
    [InlineData("GRID008", "public interface IG : IGrainWithStringKey { [OneWay] Task<int> F(); }")]
    [InlineData("GRID009", "[GenerateSerializer] public class M { [Id(0)] public int A; [Id(0)] public int B; }")]
    [InlineData("GRID010", "public class S(int a) { public int A = a; } public class G([PersistentState(\"s\")] IPersistentState<S> s) : Grain { object o = s; }")]
    [InlineData("GRID011", "public class Outer { private class G : Grain; }")]
    public void A_mistake_is_an_error(string rule, string code) =>
        Run(code).ShouldContain(d => d.Id == rule && d.Severity == DiagnosticSeverity.Error);

    [Theory]
    [InlineData("[GenerateSerializer] public record M(int A, string B); public interface IG : IGrainWithStringKey { Task<M> F(M m); }")]
    [InlineData("[GenerateSerializer] public record M([property: Id(0)] int[] A); public interface IG : IGrainWithStringKey { ValueTask<M?> F(M? m, M[] n, List<M> o); }")]
    [InlineData("[GenerateSerializer] public struct M { [Id(0)] public int[] A; } public interface IG : IGrainWithStringKey { Task<M?> F(M? m); }")]
    [InlineData("[Immutable] public class M { public int A; } public interface IG : IGrainWithStringKey { Task<M> F(M m, IReadOnlyDictionary<string, M[]> n); }")]
    [InlineData("public interface IG : IGrainWithStringKey { Task F(int @class, (int A, string B) pair, CancellationToken token = default); Task F(); }")]
    [InlineData("public interface IBase : IGrainWithStringKey { Task F(IG g); } public interface IG : IBase { Task F(DateOnly? x); }")]
    [InlineData("public class Outer { public interface IG : IGrainWithStringKey { Task F(); } public class G(IServiceProvider p, IGrainContext c, int? n = null) : Grain, IG { public Task F() => Task.FromResult((p, c, n)); } }")]
    [InlineData("[GenerateSerializer] public sealed class M { [Id(0)] public List<M> Children { get; set; } = []; } public interface IG : IGrainWithStringKey { Task F(M m); }")]
    [InlineData("[GenerateSerializer] public abstract record Shape; [GenerateSerializer] public sealed record Box([property: Id(0)] int Side) : Shape; public interface IG : IGrainWithStringKey { Task F(Shape s); }")]
    public void Sound_code_compiles(string code) =>
        Run(code).Where(d => d.Severity >= DiagnosticSeverity.Error).ShouldBeEmpty();

    private static IReadOnlyList<Diagnostic> Run(string code)
    {
        const string usings = """
            using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks;
            using Orleans; using Orleans.Runtime; using Orleans.Concurrency;
            namespace Sample;

            """;
        var compilation = CSharpCompilation.Create(
            "Sample",
            [CSharpSyntaxTree.ParseText(usings + code, cancellationToken: TestContext.Current.CancellationToken)],
            s_references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver.Create(new GridGenerator())
            .RunGeneratorsAndUpdateCompilation(compilation, out var generated, out var reported, TestContext.Current.CancellationToken);
        return [.. reported, .. generated.GetDiagnostics(TestContext.Current.CancellationToken)];
    }
}
