using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace OrleansFlex.Silo.Options;

/// <summary>Turns written settings into option records, strictly: every key must be known and every value must fit.</summary>
internal sealed class OptionBinder(Func<string, string?> environment)
{
    private readonly List<string> _errors = [];

    /// <summary>What is wrong so far.</summary>
    public IReadOnlyList<string> Errors => _errors;

    /// <summary>Binds a record; where something is wrong its default stays and the error is noted.</summary>
    public T Bind<T>(OptionTree tree, string path = "") where T : new() => (T)Bind(typeof(T), tree, path);

    private object Bind(Type type, OptionTree tree, string path)
    {
        var target = Activator.CreateInstance(type)!;
        if (tree.Value is not null)
            _errors.Add($"{path} is a section, not a value ({tree.Source}).");
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance);
        foreach (var (name, child) in tree.Children)
        {
            var childPath = path.Length == 0 ? name : $"{path}:{name}";
            var property = Array.Find(properties, p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (property is null)
                _errors.Add($"{childPath} is not a known setting{Where(child)}.{Suggestion.For(name, properties.Select(p => p.Name))}");
            else if (IsSection(property.PropertyType))
                property.SetValue(target, Bind(property.PropertyType, child, childPath));
            else if (ItemType(property.PropertyType) is { } item)
                property.SetValue(target, BindList(item, child, childPath));
            else
                BindValue(target, property, child, childPath);
        }
        return target;
    }

    private IList BindList(Type item, OptionTree tree, string path)
    {
        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(item))!;
        foreach (var (name, child) in tree.Children.OrderBy(c => int.TryParse(c.Key, out var i) ? i : int.MaxValue))
        {
            if (int.TryParse(name, out _))
                list.Add(Bind(item, child, $"{path}:{name}"));
            else
                _errors.Add($"{path}:{name} must have a number in place of \"{name}\"{Where(child)}.");
        }
        return list;
    }

    private void BindValue(object target, PropertyInfo property, OptionTree tree, string path)
    {
        if (tree.Value is null)
        {
            _errors.Add($"{path} must be a single value{Where(tree)}.");
            return;
        }
        try
        {
            var value = OptionValues.Parse(property.PropertyType, tree, environment);
            foreach (var rule in property.GetCustomAttributes<ValidationAttribute>())
            {
                if (!rule.IsValid(value))
                    throw new FormatException(OptionValues.Describe(rule));
            }
            property.SetValue(target, value);
        }
        catch (FormatException e)
        {
            var shown = property.PropertyType == typeof(Secret) ? "" : $", not \"{tree.Value}\"";
            _errors.Add($"{path} {e.Message}{shown} ({tree.Source}).");
        }
    }

    private static bool IsSection(Type type) => type.Namespace == typeof(SiloOptions).Namespace && type.Name.EndsWith("Options", StringComparison.Ordinal);

    private static Type? ItemType(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0] : null;

    private static string Where(OptionTree tree)
    {
        while (tree.Source.Length == 0 && tree.Children.Count > 0)
            tree = tree.Children.First().Value;
        return tree.Source.Length == 0 ? "" : $" ({tree.Source})";
    }
}
