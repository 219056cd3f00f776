from django.db import transaction
from django.db.models import F
from rest_framework import serializers

from .models import Order, OrderLine, Product


class ProductSerializer(serializers.ModelSerializer):
    class Meta:
        model = Product
        fields = ["id", "name", "description", "price", "stock"]


class OrderLineSerializer(serializers.ModelSerializer):
    class Meta:
        model = OrderLine
        fields = ["product", "quantity", "unit_price"]
        read_only_fields = ["unit_price"]
        # Only whole numbers are keys: 1.5 is not product 1.
        extra_kwargs = {"product": {"pk_field": serializers.IntegerField()}}


class OrderSerializer(serializers.ModelSerializer):
    lines = OrderLineSerializer(many=True, allow_empty=False, max_length=100)
    total = serializers.DecimalField(max_digits=None, decimal_places=2, read_only=True)

    class Meta:
        model = Order
        fields = ["id", "created_at", "lines", "total"]

    @transaction.atomic
    def create(self, validated_data):
        order = Order.objects.create()
        for line in validated_data["lines"]:
            product, quantity = line["product"], line["quantity"]
            # Check and take in one statement, so that two orders never share the last item.
            in_stock = Product.objects.filter(pk=product.pk, stock__gte=quantity)
            if not in_stock.update(stock=F("stock") - quantity):
                raise serializers.ValidationError({"lines": [f"Not enough in stock: {product}."]})
            order.lines.create(product=product, quantity=quantity, unit_price=product.price)
        return order
