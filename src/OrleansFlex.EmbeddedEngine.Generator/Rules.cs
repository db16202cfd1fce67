using Microsoft.CodeAnalysis;

namespace OrleansFlex.EmbeddedEngine.Generator
{
    /// <summary>What grain code may not do, on this engine or on Orleans.</summary>
    internal static class Rules
    {
        internal static readonly DiagnosticDescriptor MissingId = Error("GRID001", "Message member without an id", "{0} needs [Id]: Orleans drops it silently");
        internal static readonly DiagnosticDescriptor CannotCopy = Error("GRID002", "Type cannot be copied", "{0} cannot cross a grain call: make it immutable, or copyable by 'with' or by settable properties");
        internal static readonly DiagnosticDescriptor ByReference = Error("GRID003", "Parameter by reference", "{0} is passed by ref, out or in: a grain call has no shared memory");
        internal static readonly DiagnosticDescriptor TwoTokens = Error("GRID004", "Two cancellation tokens", "{0} has more than one cancellation token");
        internal static readonly DiagnosticDescriptor Property = Error("GRID005", "Property on a grain interface", "{0}: a grain interface has methods only");
        internal static readonly DiagnosticDescriptor ReturnType = Error("GRID006", "Return type", "{0} must return Task, Task<T>, ValueTask or ValueTask<T>");
        internal static readonly DiagnosticDescriptor Generic = Error("GRID007", "Generics", "{0}: generic grain interfaces, methods and classes are not supported");
        internal static readonly DiagnosticDescriptor OneWayResult = Error("GRID008", "One-way with a result", "{0} is one-way and must return Task or ValueTask");
        internal static readonly DiagnosticDescriptor RepeatedId = Error("GRID009", "Repeated id", "{0} repeats an [Id]");
        internal static readonly DiagnosticDescriptor StateConstructor = Error("GRID010", "State without a parameterless constructor", "{0}: a state class needs a public parameterless constructor");
        internal static readonly DiagnosticDescriptor Hidden = Error("GRID011", "Not visible", "{0} must be public or internal, with one public constructor");

        private static DiagnosticDescriptor Error(string id, string title, string text) =>
            new DiagnosticDescriptor(id, title, text, "Grid", DiagnosticSeverity.Error, isEnabledByDefault: true);
    }
}
