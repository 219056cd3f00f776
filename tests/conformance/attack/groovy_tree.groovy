// Reads Groovy as Groovy does: for each path on standard input, one line of JSON on standard output, the tree of the file or
// `{"error": ...}`. A text is a `Constant`, and what is put together at run time a `GString`; the rest is shape.
import groovy.json.JsonOutput
import org.codehaus.groovy.ast.ASTNode
import org.codehaus.groovy.ast.expr.*
import org.codehaus.groovy.ast.stmt.*
import org.codehaus.groovy.control.*

def tree
tree = { node ->
  switch (node) {
    case null: return null
    case Collection: return node.collect { tree(it) }
    case BlockStatement: return [block: node.statements.collect { tree(it) }]
    case ReturnStatement: return tree(node.expression)
    case ExpressionStatement: return tree(node.expression)
    case IfStatement: return [if: tree(node.booleanExpression), then: tree(node.ifBlock), else: tree(node.elseBlock)]
    case TryCatchStatement: return [try: tree(node.tryStatement), catch: node.catchStatements.collect { tree(it.code) }, finally: tree(node.finallyStatement)]
    case ThrowStatement: return [throw: tree(node.expression)]
    case ForStatement: return [for: tree(node.collectionExpression), block: tree(node.loopBlock)]
    case WhileStatement: return [while: tree(node.booleanExpression), block: tree(node.loopBlock)]
    case ConstantExpression: return node.value instanceof String ? [text: node.value] : [constant: node.value?.toString()]
    case GStringExpression: return [template: node.strings.collect { it.value }, values: node.values.collect { tree(it) }]
    case ClosureExpression: return [closure: tree(node.code)]
    case MethodCallExpression: return [call: tree(node.method), of: node.implicitThis ? null : tree(node.objectExpression), with: tree(node.arguments)]
    case StaticMethodCallExpression: return [call: node.method, with: tree(node.arguments)]
    case ConstructorCallExpression: return [new: node.type.name, with: tree(node.arguments)]
    case TupleExpression: return node.expressions.collect { tree(it) }
    case ListExpression: return [list: node.expressions.collect { tree(it) }]
    case MapExpression: return [map: node.mapEntryExpressions.collect { [tree(it.keyExpression), tree(it.valueExpression)] }]
    case VariableExpression: return [variable: node.name]
    case PropertyExpression: return [property: tree(node.property), of: tree(node.objectExpression)]
    case BinaryExpression: return [operator: node.operation.text, left: tree(node.leftExpression), right: tree(node.rightExpression)]
    case TernaryExpression: return [if: tree(node.booleanExpression), then: tree(node.trueExpression), else: tree(node.falseExpression)]
    case NotExpression: case BooleanExpression: case UnaryMinusExpression: case CastExpression: return [(node.class.simpleName): tree(node.expression)]
    case ASTNode: return [(node.class.simpleName): node.text]
    default: return node.toString()
  }
}

System.in.eachLine('UTF-8') { path ->
  def said
  try {
    def source = new File(path).getText('UTF-8')
    def unit = new CompilationUnit(new CompilerConfiguration(sourceEncoding: 'UTF-8'))
    unit.addSource('Jenkinsfile', source)
    unit.compile(Phases.CONVERSION)
    def module = unit.AST.modules[0]
    said = [block: module.statementBlock.statements.collect { tree(it) },
            methods: module.methods.collect { [it.name, tree(it.code)] },
            imports: (module.imports + module.starImports)*.text,
            annotations: module.classes.collectMany { it.fields + it.methods }.collectMany { it.annotations }.collect { a -> [a.classNode.name, a.members.collectEntries { k, v -> [k, tree(v)] }] }]
    // One in eight as far as byte code: a class in the place of a variable, or a text that no class file holds, is found only there.
    if (source.hashCode() % 8 == 0) {
      def whole = new CompilationUnit(new CompilerConfiguration(sourceEncoding: 'UTF-8'))
      whole.addSource('Jenkinsfile', source.replaceAll(/(?m)^@Library\(.*\) _$/, ''))
      whole.compile(Phases.CLASS_GENERATION)
    }
  } catch (Throwable e) {
    said = [error: e.message ?: e.class.name]
  }
  System.out.write((JsonOutput.toJson(said) + '\n').getBytes('UTF-8'))
  System.out.flush()
}
