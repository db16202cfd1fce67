using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace OrleansFlex.EmbeddedEngine.Generator
{
    /// <summary>A diagnostic that can be compared, so that unchanged inputs are not generated again.</summary>
    internal sealed class Problem : IEquatable<Problem>
    {
        private readonly DiagnosticDescriptor _rule;
        private readonly string _path;
        private readonly TextSpan _span;
        private readonly LinePositionSpan _lines;
        private readonly string _text;

        internal Problem(DiagnosticDescriptor rule, ISymbol symbol, string text)
        {
            _rule = rule;
            _text = text;
            var location = symbol.Locations.FirstOrDefault(l => l.IsInSource);
            _path = location?.SourceTree?.FilePath ?? "";
            _span = location?.SourceSpan ?? default;
            _lines = location?.GetLineSpan().Span ?? default;
        }

        internal Diagnostic ToDiagnostic() =>
            Diagnostic.Create(_rule, _path.Length == 0 ? null : Location.Create(_path, _span, _lines), _text);

        public bool Equals(Problem? other) =>
            other != null && _rule.Id == other._rule.Id && _path == other._path && _span == other._span && _text == other._text;

        public override bool Equals(object? obj) => Equals(obj as Problem);

        public override int GetHashCode() => _text.GetHashCode();
    }

    /// <summary>What one declaration contributes: a source file, a line of the registration, problems.</summary>
    internal sealed class Contribution : IEquatable<Contribution>
    {
        internal Contribution(string name, string source, string registration, IEnumerable<Problem> problems)
        {
            Name = name;
            Source = source;
            Registration = registration;
            Problems = problems.ToImmutableArray();
        }

        internal string Name { get; }

        internal string Source { get; }

        internal string Registration { get; }

        internal ImmutableArray<Problem> Problems { get; }

        public bool Equals(Contribution? other) =>
            other != null && Name == other.Name && Source == other.Source && Registration == other.Registration && Problems.SequenceEqual(other.Problems);

        public override bool Equals(object? obj) => Equals(obj as Contribution);

        public override int GetHashCode() => Name.GetHashCode();
    }
}
